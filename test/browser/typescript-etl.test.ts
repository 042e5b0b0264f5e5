import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { apiUrl, read } from "../support/prefect.ts";
import { startNodeWorker } from "../support/process-worker.ts";
import { logOf, startRun, untilEnded, untilGraph, type Run } from "../support/typescript-flows.ts";
import { keepPicture, launchBrowser, patience } from "./browser.ts";
import { greenShapes, type Shape } from "./shapes-in-picture.ts";

const example = fileURLToPath(new URL("../../examples/typescript-etl", import.meta.url));
const cli = async (...input: readonly string[]): Promise<void> => {
  const { code, stderr } = await runCli(input, { cwd: example, env: { PREFECT_API_URL: apiUrl() } });
  if (code !== 0) throw new TypeError(`${input.join(" ")}: ${stderr}`);
};
const tasks = [
  ...["convert-0", "convert-1", "convert-2", "convert-3", "convert-4"],
  ...["exchange-rate-0", "fetch-orders-0", "load-0"],
];
const placed = z.object({ work_pool_name: z.string() });
const artifacts = z.array(
  z.object({
    key: z.string(),
    type: z.string(),
    data: z.string().transform((text): unknown => JSON.parse(text)),
  }),
);

// Prefect's own UI, as the server ships it, opens the run of a flow in TypeScript.
describe("examples/typescript-etl, deployed with recipes", () => {
  let browser: Browser;
  let page: Page;
  let run: Run;

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(patience);
    await cli("deploy", "-q");
    run = await untilEnded(await startRun("orders/orders-dev"));
  });
  afterAll(async () => {
    await browser.close();
  });

  /** What the run has left on the server: the same whoever ran it. */
  async function expectWhole({ id, name, state }: Run, day: string, worker: RegExp): Promise<void> {
    expect(state).toMatchObject({ type: "COMPLETED" });
    const { nodes } = await untilGraph(id, tasks.length + 1);
    const labels = nodes.map(([label]) => label);
    expect(labels).toEqual([...tasks, expect.stringMatching(/^orders-report \/ /)]);
    const parents = new Map(nodes);
    expect(parents.get("convert-0")).toEqual(["exchange-rate-0", "fetch-orders-0"]);
    // Prefect names an edge once for each input that the task at its beginning has.
    expect([...new Set(parents.get("load-0"))]).toEqual(tasks.slice(0, 5));
    // The last lines reach the server after the run's end, and those of Python's worker some seconds late.
    const log = async (): Promise<readonly string[]> => (await logOf(id)).map(({ message }) => message);
    await expect
      .poll(log, { timeout: 120_000, interval: 500 })
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(worker),
          `Beginning flow run '${name}' for flow 'orders'`,
          `loading ${day} in EUR`,
          expect.stringContaining("Retry 1/2 will start"),
          "loaded 5 orders",
          "Finished in state Completed()",
        ]),
      );
    const made = await read("POST", "/artifacts/filter", artifacts, {
      artifacts: { key: { any_: ["orders"] } },
      flow_runs: { parent_flow_run_id: { any_: [id] } },
    });
    expect(made).toEqual([{ key: "orders", type: "table", data: [{ day, total: 3450 }] }]);
  }

  it("is run by Prefect's own process worker: graph, log, retry, child run and artifact [P13]", async () => {
    await expectWhole(run, "2026-01-31", /^Worker 'ProcessWorker .* submitting flow run/);
  });

  it("has a run page in Prefect's UI: Completed, with every node of the graph and every task run [P13]", async () => {
    await page.goto(`${origin()}/runs/flow-run/${run.id}`);
    await page.getByText(run.name).first().waitFor();
    await page.getByText("Completed", { exact: true }).first().waitFor();
    await expectNodes(page.locator("canvas"));
    await keepPicture(page, "run");

    // A node that is clicked tells what it is.
    const panel = page.locator(".flow-run-graph-selection-panel");
    await expect.poll(() => clickOnNode(page, panel), { timeout: 180_000, interval: 500 }).toBe("Completed");
    expect(tasks.some((name) => panelText.startsWith(name))).toBe(true);
    await keepPicture(page, "run-node");

    await page.getByText("Task Runs", { exact: true }).click();
    const rows = page.locator("#task-runs-content");
    for (const name of tasks) await rows.getByRole("link", { name, exact: true }).waitFor();
    await page.getByText("Subflow Runs", { exact: true }).click();
    await page.locator("#subflow-runs-content").getByText("orders-report").first().waitFor();
    await keepPicture(page, "run-child");
  });

  it("has the same in the next version of Prefect's UI [P13]", async () => {
    await page.goto(`${origin()}/v2/runs/flow-run/${run.id}`);
    await page.getByText("Completed", { exact: true }).first().waitFor();
    await expectNodes(page.locator("canvas"));
    await keepPicture(page, "run-v2");
  });

  it("is run by our own worker just so [P13]", async () => {
    await cli("worker", "stop");
    const { work_pool_name: pool } = await read("GET", "/deployments/name/orders/orders-dev", placed);
    const worker = await startNodeWorker(pool);
    try {
      const day = "2026-02-01";
      const id = await startRun("orders/orders-dev", { parameters: { day } });
      await expectWhole(await untilEnded(id), day, /Beginning flow run/);
    } finally {
      await worker.stop();
    }
  });

  let panelText = "";
  /** Clicks on the graph's topmost node and says the state that the panel of it has. */
  async function clickOnNode(on: Page, panel: Locator): Promise<string> {
    const [node] = await greenShapes(on.locator("canvas"));
    if (node === undefined) return "no node";
    await on.locator("canvas").click({ position: node });
    await panel.waitFor({ timeout: 10_000 }).catch(() => undefined);
    panelText = await panel.innerText({ timeout: 5_000 }).catch(() => "");
    return /State\s+(\w+)/.exec(panelText)?.[1] ?? "no panel";
  }

  /** The graph shows a box for each task run and for the child run, each in a row of its own or beside others. */
  async function expectNodes(canvas: Locator): Promise<void> {
    await canvas.waitFor();
    const boxes = async (): Promise<number> => (await greenShapes(canvas)).filter(isBox).length;
    await expect.poll(boxes, { timeout: 180_000, interval: 500 }).toBe(tasks.length + 1);
  }
});

/** The bar of the run's own state below the graph is flat. */
function isBox({ height }: Shape): boolean {
  return height > 12;
}

function origin(): string {
  return new URL(apiUrl()).origin;
}
