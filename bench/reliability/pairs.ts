import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { plan } from "../../src/actions/plan.ts";
import { converge, isDone, makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";
import { snapshot } from "./snapshot.ts";

const size = 6;

/** Two deploys of one project at the same time, again and again. */
export async function withPairs(lab: Lab, pairs: number): Promise<Finding> {
  const name = "rel-pair";
  const options = optionsFor(lab, await makeProject(lab, name, size), lab.api);
  await converge(options);
  const wanted = await snapshot(lab.api, name);
  let good = 0;
  for (let round = 0; round < pairs; round++) {
    await destroy({ ...options, confirm: () => Promise.resolve(true) });
    const results = await Promise.all([deploy(options), deploy(options)]);
    const left = (await plan(options)).plan.changes.length;
    if (results.every(isDone) && left === 0 && (await snapshot(lab.api, name)) === wanted) good++;
    process.stderr.write(`pair ${String(round + 1)}: ${String(good)} good\n`);
  }
  return {
    what: `two first deploys of the same project at once, ${String(pairs)} times`,
    result: `${String(good)} of ${String(pairs)} times both succeeded and the server equals, field by field, that of a single deploy: no duplicate`,
    passed: good === pairs,
  };
}
