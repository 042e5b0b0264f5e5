import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { raw, read, startServer } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import type { TestServer } from "../support/server.ts";

const folder = fileURLToPath(new URL("../../examples", import.meta.url));
// A package of recipes is no project: it has a test of its own.
const examples = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, "meta_prefect.yaml")))
  .sort();

/** What each example must have made on the server, seen without our code, and the rows that this shows. */
const deployed: Readonly<
  Record<string, { readonly names: readonly string[]; readonly rows: string; readonly warns?: RegExp }>
> = {
  "add-two-numbers": { names: ["add-two-numbers-flow/local-run-dev"], rows: "[C03, C04, C06, C11]" },
  cluster: {
    names: ["train/training", "train/nightly"],
    rows: "[C42, C43, C44, C45, C46, C47]",
    warns: /^(\s*|.*nobody-picks-up|.*hint: start a worker.*|\d+ warnings?\.)$/,
  },
  code: {
    names: ["report/nightly-dev", "report/small-dev", "report/large-dev", "report/daily-dev"],
    rows: "[C40, C46]",
  },
  company: {
    names: [
      ...["extract/nightly-dev", "extract/nightly-prod", "extract/backfill-prod", "transform/nightly-dev"],
      ...["transform/nightly-prod", "transform/full-prod", "report/daily-dev", "report/daily-prod"],
      "report/weekly-prod",
    ],
    rows: "[N19]",
    // Its workers run where its pools belong.
    warns: /^(\s*|.*nobody-picks-up|.*hint: start a worker.*|\d+ warnings\.)$/,
  },
  environments: { names: ["sales/local-run-dev", "sales/local-run-prod"], rows: "[C40]" },
  "etl-machine": {
    names: ["extract/local-run-dev", "transform/local-run-dev", "load/local-run-dev"],
    rows: "[C25]",
  },
  "typescript-etl": { names: ["orders/orders-dev", "orders/large-dev"], rows: "[P13]" },
  "team-recipe": { names: ["invoices/nightly-dev", "reminders/nightly-dev"], rows: "[C33, C41]" },
};

// A server of its own: a plan names what others left, for example the tags of a flow with the same name.
let server: TestServer;
let proxy: RecordingProxy;
beforeAll(async () => {
  server = await startServer();
  proxy = await startRecordingProxy(server.url);
});
afterAll(async () => {
  await proxy.close();
  await server.stop();
});

const cli = (example: string, api: string, ...input: readonly string[]): Promise<CliResult> =>
  runCli(input, { cwd: join(folder, example), env: { PREFECT_API_URL: api } });

/** Without what differs between machines and years. */
function comparable(plan: string, example: string): string {
  return plan
    .replaceAll(server.url, "<api>")
    .replaceAll(join(folder, example), "<root>")
    .replaceAll(/EXDATE:[^"…]*…?/g, "EXDATE:<days>")
    .replaceAll(/"command":"[^"…]*…/g, '"command":"<runner>…');
}

describe("the examples", () => {
  it("are all shown to deploy", () => {
    expect(Object.keys(deployed).sort()).toEqual(examples);
  });

  describe.each(examples)("%s", (example) => {
    const { names = [], rows = "", warns } = deployed[example] ?? {};
    // Examples have flows of the same names, and the next one's plan would find them there.
    afterAll(async () => {
      const flows = await read(
        "POST",
        "/flows/filter",
        z.array(z.object({ id: z.string() })),
        {},
        server.url,
      );
      for (const { id } of flows) await raw("DELETE", `/flows/${id}`, undefined, server.url);
    });
    /** What is told beside the answer, without the warnings that belong to the example. */
    const told = ({ stderr }: CliResult): readonly string[] =>
      stderr.split("\n").filter((line) => line !== "" && warns?.test(line) !== true);

    it("has the plan that is written down beside it [N2]", async () => {
      const plan = await cli(example, server.url, "plan", "-v", "-q");
      expect(plan).toMatchObject({ code: 2, stderr: "" });
      await expect(comparable(plan.stdout, example)).toMatchFileSnapshot(
        join(folder, example, "expected-plan.txt"),
      );
    });

    it(`deploys, and a second time there is nothing to do ${rows}`, async () => {
      const first = await cli(example, server.url, "deploy", "-q");
      expect(first.code).toBe(0);
      expect(told(first)).toEqual([]);
      for (const name of names) {
        await read("GET", `/deployments/name/${name}`, z.object({ id: z.string() }), undefined, server.url);
      }
      proxy.clear();
      const second = await cli(example, proxy.url, "deploy", "-q");
      expect(second.code).toBe(0);
      expect(told(second)).toEqual([]);
      expect(second.stdout).toContain("Nothing to deploy");
      expect(proxy.requests.length).toBeGreaterThan(0);
      expect(proxy.writes()).toEqual([]);
    });
  });
});
