import { expect, it } from "vitest";
import { showFlow } from "../../../src/actions/flows.ts";
import { optionsFor, projectWith } from "./project.ts";

it("shows a flow by its name, points at no file where no flow has it, and says which flows there are", async () => {
  const root = await projectWith({ "meta_prefect.yaml": "name: acme\n" });
  const shown = (entrypoint: string): Promise<unknown> => showFlow({ ...optionsFor(root), entrypoint });
  expect(await shown("etl")).toMatchObject({ flow: { name: "etl", exact: true } });
  const error = await shown("warehouse").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "flow-not-found",
    hint: "known here: etl, score",
  });
  expect(error).not.toMatchObject({ diagnostics: [{ location: expect.anything() as unknown }] });
  await expect(shown("flows/none.py:etl")).rejects.toMatchObject({
    diagnostics: [{ code: "no-such-file", location: { file: "flows/none.py", line: 1 } }],
  });
});
