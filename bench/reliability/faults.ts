import type { Fault } from "../../test/support/recording-proxy.ts";
import { plan } from "../../src/actions/plan.ts";
import { converge, makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";
import { snapshot } from "./snapshot.ts";

const faults: readonly (() => Fault)[] = [
  () => ({ status: 429, headers: { "retry-after": "0" } }),
  () => ({ status: 500, headers: { "content-type": "application/json" }, body: '{"exception_message":"x"}' }),
  () => ({ status: 503, headers: { "content-type": "application/json" }, body: '{"exception_message":"x"}' }),
  () => ({ reset: Math.random() < 0.5 ? "before" : "after" }),
  () => ({ delay: 50 + Math.random() * 200 }),
];

/** How often a request is disturbed in a row at most: who met more would give up by chance, and rightly so. */
const inARow = 3;

/** A fifth of all requests fail in one of five ways, while many deployments are made. */
export async function withFaults(lab: Lab, deployments: number): Promise<Finding> {
  const calm = "rel-calm";
  await converge(optionsFor(lab, await makeProject(lab, calm, deployments), lab.api));
  const name = "rel-faults";
  const folder = await makeProject(lab, name, deployments);
  let [asked, failed] = [0, 0];
  const met = new Map<string, number>();
  lab.proxy.intercept = ({ method, path, body }) => {
    asked++;
    const request = JSON.stringify([method, path, body]);
    const before = met.get(request) ?? 0;
    met.delete(request);
    if (before >= inARow || Math.random() >= 0.2) return undefined;
    met.set(request, before + 1);
    failed++;
    return faults[Math.floor(Math.random() * faults.length)]?.();
  };
  const reruns = await converge(optionsFor(lab, folder, lab.proxy.url));
  lab.proxy.intercept = undefined;
  const { plan: left } = await plan(optionsFor(lab, folder, lab.api));
  const same = (await snapshot(lab.api, name)) === (await snapshot(lab.api, calm));
  return {
    what: `${String(deployments)} deployments with pool, queue, blocks, variable, limit and automations, while a proxy answers a fifth of all requests with 429, 500, 503, a reset (before or after the work is done) or a delay`,
    result: `${String(failed)} of ${String(asked)} requests disturbed; ${String(reruns)} reruns needed; ${String(left.changes.length)} changes left; ${same ? "server equal, field by field, to an undisturbed run: 0 duplicates, 0 lost" : "server DIFFERS from an undisturbed run"}`,
    passed: reruns === 0 && left.changes.length === 0 && same,
  };
}
