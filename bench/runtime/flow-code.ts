/*
 * The same three flows twice, with no work in them: 100 tasks one after another, 1,000 mapped ones, and a log. Tasks answer
 * objects, so that both sides can tell what came from which task run.
 */

/** How many task runs each flow has: one at the beginning, the many, one at the end. */
export const taskRuns = { hundred: 100, thousand: 1002 } as const;

/** `flows.py`. */
export const pythonFlows = `
import logging

from prefect import flow, get_run_logger, task, unmapped


@task
def source():
    return {"rows": 3}


@task
def step(number, rows):
    return {"number": number}


@task
def gather(steps):
    return {"count": len(steps)}


@flow(name="hundred-py")
def hundred():
    rows = source()
    gather([step(number, rows) for number in range(98)])


@flow(name="thousand-py")
def thousand():
    rows = source.submit()
    steps = step.map(range(1000), unmapped(rows))
    gather.submit(steps).wait()


@flow(name="lines-py")
def lines(count: int = 100000):
    logger = get_run_logger()
    for number in range(count):
        logger.info("line %d", number)
`;

/** `flows.ts`. */
export const typescriptFlows = `
import { flow, getRunLogger, task } from "meta-prefect/runtime";
import { z } from "meta-prefect/kit";

const source = task({ name: "source" }, () => ({ rows: 3 }));
const step = task({ name: "step" }, (number: number, _rows: { rows: number }) => ({ number }));
const gather = task({ name: "gather" }, (steps: readonly { number: number }[]) => ({ count: steps.length }));

export const hundred = flow({ name: "hundred-ts" }, async () => {
  const rows = await source();
  const steps: { number: number }[] = [];
  for (let number = 0; number < 98; number++) steps.push(await step(number, rows));
  await gather(steps);
});
export const thousand = flow({ name: "thousand-ts" }, async () => {
  const steps = step.map(Array.from({ length: 1000 }, (_, number) => number), source.submit());
  await gather(steps);
});
export const lines = flow(
  { name: "lines-ts", parameters: z.object({ count: z.number().default(100000) }) },
  async ({ count }) => {
    const logger = getRunLogger();
    for (let number = 0; number < count; number++) logger.info("line %d", number);
  },
);
`;

/** Both deployed by the same recipe to one pool that no worker serves: the bench starts the processes as a worker would. */
export const deployments = `
name: bench-runtime
deployments:
${["hundred", "thousand", "lines"]
  .flatMap((name) =>
    ["py", "ts"].map(
      (language) => `  flows.${language}:${name}:
    - name: bench
      recipes:
        - process: { own_pool: bench-runtime }
`,
    ),
  )
  .join("")}`;
