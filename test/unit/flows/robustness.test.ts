import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { flow } from "../../../src/flows/flow.ts";
import { projectFolder } from "./project-folder.ts";

const source = `from typing import Annotated, Literal, Optional
from enum import Enum
from pydantic import BaseModel, Field
from prefect import flow

class Kind(str, Enum):
    A = "a"

class Config(BaseModel):
    """A config."""
    size: int = Field(3, ge=1)
    kind: Kind = Kind.A
    parent: Optional["Config"] = None

@flow(name=f"n-{Kind.A.value}", retries=1 + 1)
def main(
    config: Config,
    mode: Literal["x", "y"] = "x",
    percent: Annotated[float, Field(le=100)] = 1.5,
    items: list[dict[str, int]] = [{"a": 1}],
):
    """Main.

    Args:
        config: the config
    """
`;
const folder = projectFolder({ "f.py": source });
afterAll(() => {
  folder.remove();
});

const read = (text: string): ReturnType<ReturnType<typeof createFlowReader>["read"]> => {
  folder.write("f.py", text);
  return createFlowReader({ root: folder.root }).read(flow("f.py:main"));
};

describe("any text as a flow file", () => {
  it("gives a flow or a diagnostic, and never an exception", async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        '"""',
        "\\",
        "\n",
        "    ",
        "\t",
        ":",
        ",",
        "=",
        "*",
        "**",
        "@",
        "f'{",
        "}'",
        "\0",
        "é",
        "lambda",
        "yield",
        "class X:",
        "0x",
        "1.",
        "#",
      ),
      fc.string({ maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(source.length), fc.nat(30), piece, async (at, cut, text) => {
        const reading = await read(source.slice(0, at) + text + source.slice(at + cut));
        expect(reading.flow !== undefined || reading.diagnostics.length > 0).toBe(true);
        expect(reading.diagnostics.map(({ code }) => code)).not.toContain("reader-failed");
      }),
      { numRuns: 400 },
    );
  });

  it("gives the same result when blank lines, comments and line breaks in brackets are added", async () => {
    const before = (await read(source)).flow;
    expect(before?.reasons).toEqual([]);
    const places = [...source.matchAll(/\n/gu)]
      .map(({ index }) => index + 1)
      .filter((at) => at < source.indexOf('    """Main.') || at > source.length);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(places),
        fc.constantFrom("\n", "# comment\n", "   \n", "\f\n"),
        async (chosen, line) => {
          let text = source;
          for (const at of chosen.toReversed()) text = text.slice(0, at) + line + text.slice(at);
          const after = (await read(text)).flow;
          expect({ ...after, location: 0, digest: 0 }).toEqual({ ...before, location: 0, digest: 0 });
        },
      ),
      { numRuns: 60 },
    );
  });
});
