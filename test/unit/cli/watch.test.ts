import { expect, it } from "vitest";
import { MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import { runWith } from "./harness.ts";
import { changes, planResult } from "./samples.ts";

it("plans again whenever files are saved, says what is wrong and goes on, and ends when it is stopped [N42]", async () => {
  const controller = new AbortController();
  const plans = [
    () => Promise.resolve(planResult()),
    () => Promise.reject(new MetaPrefectError("no-api", "Prefect does not answer")),
    () => Promise.resolve(planResult({ changes })),
  ];
  async function* savedFiles(): AsyncGenerator<readonly string[]> {
    await Promise.resolve();
    yield [];
    yield ["meta_prefect.yaml"];
    yield ["a.py", "b.py", "c.py", "d.py"];
    controller.abort();
  }
  const plan = () => plans.shift()?.() ?? Promise.reject(new TypeError("planned too often"));
  const { code, stdout, stderr } = await runWith(["watch"], { savedFiles, plan }, { controller });
  expect(code).toBe(130);
  expect(stdout.split("\n").filter((line) => /^--|^Nothing|^Plan|created?/.test(line)))
    .toMatchInlineSnapshot(`
    [
      "Nothing to do, 37 unchanged.",
      "-- meta_prefect.yaml saved",
      "-- a.py, b.py, c.py and 1 more saved",
      "2 to create, 1 to change, 37 unchanged.",
    ]
  `);
  expect(stderr).toContain("Prefect does not answer");
});
