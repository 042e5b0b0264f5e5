import { afterEach, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { flow } from "../../../src/flows/flow.ts";
import { projectFolder } from "./project-folder.ts";

let folder: ReturnType<typeof projectFolder> | undefined;
afterEach(() => folder?.remove());

/** Prefect imports these files without an error, and has the default that the reader cannot know. */
const there = [
  "Model.model_json_schema()",
  "list(Model.model_fields)",
  "Model.model_construct().x",
  "Model().json()",
  "Colour._member_names_",
  "str(Plain.__hash__)",
  "Plain.mro()",
  "memoryview(b'a')",
  "bytearray(b'x')",
  "ascii('e')",
  "globals()['Plain']",
  "__spec__",
  "Decimal('1.5') * 2",
  "f'{Decimal(2):.2f}'",
];

describe("what Python has and the reader does not follow", () => {
  it.each(there)("%s is a reason, and no error of the file [N9, N29]", async (expression) => {
    folder = projectFolder({
      "f.py": `from decimal import Decimal
from enum import Enum
from prefect import flow
from pydantic import BaseModel
class Model(BaseModel):
    x: int = 1
class Colour(Enum):
    RED = 1
class Plain:
    pass
VALUE = ${expression}
@flow(name="other name")
def f(value = VALUE): ...
`,
    });
    const reading = await createFlowReader({ root: folder.root, env: {} }).read(flow("f.py:f"));
    expect(reading.diagnostics).toEqual([]);
    expect(reading.flow?.name).toBe("other name");
    expect(reading.flow?.reasons.map(({ parameter }) => parameter)).toEqual(["value"]);
  });
});
