import { afterEach, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import type { Flow } from "../../../src/interfaces/flow.ts";
import { projectFolder } from "./project-folder.ts";

let folder: ReturnType<typeof projectFolder> | undefined;
afterEach(() => folder?.remove());

/** A flow whose parameters show what it sees of builtins and libraries. */
const observer = `import builtins, datetime, enum, functools, os, os.path, string, sys, typing
from prefect import Flow, flow
from pydantic import BaseModel, Field

class Colour(enum.Enum):
    RED = "red"

class Row(BaseModel):
    size: int = Field(3, ge=1)

@flow
def seen(
    joined: str = os.path.join("a", "b"),
    marks: list = [
        hasattr(thing, "mark")
        for thing in (BaseModel, enum.Enum, int, ValueError, Flow, functools.wraps, datetime.timezone.utc, os)
    ],
    title: str = BaseModel.__doc__ or "none",
    variable: str = "SEEN_BY_ALL" in os.environ,
    path: int = len(sys.path),
    digits: str = string.digits,
    colour: Colour = Colour.RED,
    row: Row = Row(),
    names: typing.List[datetime.date] = [],
    size: int = max(1, 2),
):
    pass
`;

/** Ways in which a file can change what it shares with others; each gives what its own flow sees of it. */
const changes: Readonly<Record<string, readonly [change: string, seen: string]>> = {
  "an attribute of a pydantic class": ["BaseModel.mark = 7", "BaseModel.mark"],
  "the docstring of a pydantic class": ['BaseModel.__doc__ = "changed"', "BaseModel.__doc__"],
  "an attribute of Enum": ["enum.Enum.mark = 7", "enum.Enum.mark"],
  "an attribute of a builtin class": ["ValueError.mark = 7", "ValueError.mark"],
  "an attribute of a builtin by setattr": ['setattr(int, "mark", 7)', "int.mark"],
  "an attribute of Prefect's Flow": ["Flow.mark = 7", "Flow.mark"],
  "an attribute of a library's function": ["functools.wraps.mark = 7", "functools.wraps.mark"],
  "an attribute of a library's instance": ["datetime.timezone.utc.mark = 7", "datetime.timezone.utc.mark"],
  "a function of a module": ["os.path.join = lambda *parts: 'changed'", "os.path.join('a', 'b')"],
  "a function of a submodule": [
    "from os import path\npath.join = lambda *parts: 'changed'",
    "path.join('a')",
  ],
  "a class of a module": ["datetime.date = str\ntyping.List = typing.Set", "datetime.date('x')"],
  "a name of the builtins": ["builtins.max = min", "builtins.max(1, 2)"],
  "a name of a module of constants": ["string.digits = 'none'", "string.digits"],
  "the search path": ["sys.path.insert(0, '/elsewhere')\nsys.path.append('/there')", "len(sys.path)"],
  "the environment": ["os.environ['SEEN_BY_ALL'] = 'yes'", "os.environ['SEEN_BY_ALL']"],
  "a class, while another exception goes up": [
    "try:\n    try:\n        BaseModel.mark = 7\n        raise KeyError\n    finally:\n        missing_name\nexcept NameError:\n    pass",
    "BaseModel.mark",
  ],
};

const changing = (
  change: string,
  seen: string,
): string => `import builtins, datetime, enum, functools, os, os.path, string, sys, typing
from prefect import Flow, flow
from pydantic import BaseModel

${change}

@flow
def changed(value = ${seen}):
    pass
`;

async function discover(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Flow>> {
  folder = projectFolder(files);
  const { flows, diagnostics } = await createFlowReader({ root: folder.root, env: {} }).discover(["**/*.py"]);
  expect(diagnostics).toEqual([]);
  folder.remove();
  return new Map(flows.map((flow) => [flow.entrypoint, flow]));
}

const facts = (flow: Flow | undefined): unknown => [flow?.parameterSchema, flow?.reasons];

describe("reading files that change what Python shares between modules", () => {
  it("reads the observer exactly when nothing was changed", async () => {
    const seen = (await discover({ "b.py": observer })).get("b.py:seen");
    expect(seen?.reasons).toEqual([]);
    expect(seen?.parameterSchema).toMatchObject({
      properties: {
        joined: { default: "a/b" },
        marks: { default: Array.from({ length: 8 }, () => false) },
        variable: { default: false },
        path: { default: 2 },
        digits: { default: "0123456789" },
        size: { default: 2 },
        names: { items: { type: "string", format: "date" } },
      },
    });
  });

  it.each(Object.entries(changes))("keeps %s in the file that changes it [N9]", async (_, [change, seen]) => {
    const alone = (await discover({ "b.py": observer })).get("b.py:seen");
    const first = await discover({ "a.py": changing(change, seen), "b.py": observer });
    const last = await discover({ "b.py": observer, "c.py": changing(change, seen) });
    expect(facts(first.get("b.py:seen"))).toEqual(facts(alone));
    expect(facts(last.get("b.py:seen"))).toEqual(facts(alone));
    expect(facts(first.get("a.py:changed"))).toEqual(facts(last.get("c.py:changed")));
  });

  it.each(Object.entries(changes))("lets the file itself see %s [N9]", async (_, [change, seen]) => {
    const file = changing(change, seen);
    const own = (await discover({ "b.py": observer, "c.py": file })).get("c.py:changed");
    const untouched = (await discover({ "c.py": file.replace(change, "") })).get("c.py:changed");
    expect(own?.reasons).toEqual([]);
    expect(own?.parameterSchema).not.toEqual(untouched?.parameterSchema);
  });
});
