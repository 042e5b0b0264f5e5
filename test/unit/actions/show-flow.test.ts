import { expect, it } from "vitest";
import { showFlow } from "../../../src/actions/flows.ts";
import { optionsFor, projectWith } from "./project.ts";

it("shows a flow by its name, points at no file where no flow has it, and says how flows are listed", async () => {
  const root = await projectWith({ "meta_prefect.yaml": "name: acme\n" });
  const shown = (entrypoint: string): Promise<unknown> => showFlow({ ...optionsFor(root), entrypoint });
  expect(await shown("etl")).toMatchObject({ flow: { name: "etl", exact: true } });
  const error = await shown("warehouse").catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "flow-not-found",
    hint: expect.stringContaining("`flows list` shows all") as string,
  });
  expect(error).not.toMatchObject({ diagnostics: [{ location: expect.anything() as unknown }] });
  await expect(shown("flows/none.py:etl")).rejects.toMatchObject({
    diagnostics: [{ code: "no-such-file", location: { file: "flows/none.py", line: 1 } }],
  });
});
