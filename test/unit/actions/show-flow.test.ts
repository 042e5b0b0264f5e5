import { expect, it } from "vitest";
import { showFlow } from "../../../src/actions/flows.ts";
import { optionsFor, projectWith } from "./project.ts";

it("points at no file where a flow is named without one, and says how flows are listed", async () => {
  const root = await projectWith({ "meta_prefect.yaml": "name: acme\n" });
  const shown = (entrypoint: string): Promise<unknown> => showFlow({ ...optionsFor(root), entrypoint });
  const error = await shown("etl").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "flow-not-found",
    hint: expect.stringContaining("`flows list` shows all") as string,
  });
  expect(error).not.toMatchObject({ diagnostics: [{ location: expect.anything() as unknown }] });
  await expect(shown("flows/none.py:etl")).rejects.toMatchObject({
    diagnostics: [{ code: "no-such-file", location: { file: "flows/none.py", line: 1 } }],
  });
});
