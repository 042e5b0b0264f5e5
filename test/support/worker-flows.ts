/** The flows, with `NOTE` as the start of the Variables' names, which the hooks write, and `PLACE` as a folder. */
export const workerFlows = `
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createMarkdownArtifact, flow, getRunLogger, runContext, suspendFlowRun, task, variables } from "meta-prefect/runtime";
import { z } from "meta-prefect/kit";

const fetchRows = task({ name: "fetch", retries: 2, retryDelaySeconds: 0.1 }, async (day: string) => {
  if (failures-- > 0) throw new TypeError("not yet");
  return [{ day, value: 1 }, { day, value: 2 }];
});
let failures = 1;
const double = task({ name: "double" }, async (row: { value: number }) => row.value * 2);
const load = task({ name: "load" }, async (values: readonly number[]) => {
  getRunLogger().info("loaded %d", values.length);
  return values.length;
});
const child = flow({ name: "ts-child", parameters: z.object({ count: z.number() }) }, async ({ count }) => {
  await createMarkdownArtifact({ key: "ts-report", markdown: "# " + String(count) });
});
export const fine = flow(
  { name: "ts-fine", logPrints: true, parameters: z.object({ day: z.string().default("monday").describe("Which day.") }) },
  async ({ day }) => {
    console.log("printed %s", day);
    const loaded = await load(double.map(await fetchRows(day)));
    await child({ count: loaded });
  },
);
export const throws = flow({ name: "ts-throws" }, async () => {
  throw new TypeError("thrown on purpose");
});
export const rejects = flow({ name: "ts-rejects", onCrashed: [() => variables.set("NOTE_crashed", "yes")] }, async () => {
  void Promise.reject(new TypeError("nobody looks at this"));
  await sleep(600_000);
});
export const exits = flow({ name: "ts-exits" }, async () => {
  process.exit(0);
});
export const killed = flow({ name: "ts-killed" }, async () => {
  process.kill(process.pid, "SIGKILL");
  await sleep(600_000);
});
export const never = flow({ name: "ts-never" }, () => new Promise<never>(() => undefined));
export const waits = flow(
  { name: "ts-waits", onCancellation: [() => variables.set("NOTE_cancelled", "yes")] },
  async () => sleep(600_000),
);
export const ended = flow({ name: "ts-ended" }, async () => {
  process.kill(process.pid, "SIGTERM");
  await sleep(600_000);
});
let attempts = 0;
export const retried = flow({ name: "ts-retried", retries: 2, retryDelaySeconds: 1 }, async () => {
  attempts++;
  if (attempts < 3) throw new TypeError("attempt " + String(attempts));
});
export const suspended = flow({ name: "ts-suspended" }, async () => {
  await suspendFlowRun();
  getRunLogger().info("went on");
});
export const late = flow({ name: "ts-late", timeoutSeconds: 0.5 }, async () => sleep(600_000));

const step = task({ name: "step" }, async (index: number, _last?: { index: number }) => {
  appendFileSync("PLACE/" + runContext().flowRun?.name, String(index) + "\\n");
  getRunLogger().info("step %d", index);
  await sleep(400);
  return { index };
});
export const steps = flow({ name: "ts-steps" }, async () => {
  let last: { index: number } | undefined;
  for (let index = 0; index < 20; index++) last = await step(index, last);
});
export const memory = flow({ name: "ts-memory" }, async () => {
  const held: object[] = [];
  for (;;) held.push(Array.from({ length: 100_000 }, (_, index) => ({ index })));
});
`;

/** Their names, as they are exported. */
export const workerFlowNames = [
  ...[
    "fine",
    "throws",
    "rejects",
    "exits",
    "killed",
    "never",
    "waits",
    "ended",
    "retried",
    "suspended",
    "late",
  ],
  ...["steps", "memory"],
] as const;

/** All of them deployed to one process pool. */
export const workerDeployments = (pool: string): string => `
import { process } from "meta-prefect";
import * as flows from "./flows.ts";
const here = process({ own_pool: "${pool}" });
${workerFlowNames.map((name) => `export const ${name} = here(flows.${name});`).join("\n")}
`;
