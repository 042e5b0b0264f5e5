import { expect, it } from "vitest";
import { runWith } from "./harness.ts";

it("explain says what a code of an error means, without reading a project", async () => {
  expect(await runWith(["explain", "unknown-recipe"])).toMatchObject({
    code: 0,
    stdout: "unknown-recipe: No recipe has the name.\n",
  });
  // What every object has is no code.
  expect((await runWith(["explain", "constructor"])).stdout).not.toContain("native code");
  const { stdout } = await runWith(["explain", "unknown-recipe", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ code: "unknown-recipe", meaning: "No recipe has the name." });
});
