import { join } from "node:path";
import { deploy } from "../../src/actions/deploy.ts";
import { plan } from "../../src/actions/plan.ts";
import { createLocalServer } from "../../src/hosts/local-server.ts";
import { freePort } from "../../test/support/server.ts";
import { converge, isDone, makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";
import { snapshot } from "./snapshot.ts";

/** The server stops while a deploy works, and comes back with the same database. */
export async function withRestart(lab: Lab, deployments: number): Promise<Finding> {
  const { bench } = lab;
  const server = createLocalServer({
    dataFolder: join(bench.folder, "restarted-server"),
    env: bench.env,
    python: () => Promise.resolve(bench.python),
    report: () => undefined,
    port: await freePort(),
  });
  await server.start();
  try {
    const calm = optionsFor(lab, await makeProject(lab, "rel-still", deployments), server.url);
    await converge(calm);
    const options = optionsFor(lab, await makeProject(lab, "rel-restart", deployments), server.url);
    let ended = 0;
    let restarted: Promise<unknown> | undefined;
    const reporter: typeof options.reporter = ({ code }) => {
      if (code === "change-ended" && ++ended === Math.ceil(deployments / 2))
        restarted = server.stop().then(() => server.start());
    };
    const first = await deploy({ ...options, reporter }).catch(() => undefined);
    await restarted;
    const said = first === undefined ? "an error" : isDone(first) ? "all done" : "what is left";
    const reruns = first !== undefined && isDone(first) ? 0 : 1 + (await converge(options));
    const left = (await plan(options)).plan.changes.length;
    const same = (await snapshot(server.url, "rel-restart")) === (await snapshot(server.url, "rel-still"));
    return {
      what: `the server is stopped and started again in the middle of a deploy of ${String(deployments)} deployments`,
      result: `the deploy said: ${said}; ${String(reruns)} reruns; ${String(left)} changes left; ${same ? "server equal, field by field, to an undisturbed run" : "server DIFFERS"}`,
      passed: reruns <= 1 && left === 0 && same,
    };
  } finally {
    await server.stop();
  }
}
