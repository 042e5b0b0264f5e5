import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codes } from "../../../src/errors/codes.ts";
import { folderWith, read } from "./support.ts";

const sound = `name: acme
flows: ["flows/**/*.py"]
defaults: &base
  recipes: [versioneer]
  variables: { eks: { memory: 8 } }
environments:
  prod: { <<: *base, variables: { eks: { memory: 64 } } }
deployments:
  etl:
    - recipe: eks
      variables: { cpu: 2, image: "repo:\${env}" }
    - name: nightly
      recipes:
        - eks: { cpu: 1 }
        - tags_resolver
      extra: { paused: true }
`;

const pieces = [
  "",
  " ",
  "\n",
  "\t",
  ":",
  "- ",
  "{",
  "}",
  "[",
  "]",
  "&a ",
  "*base",
  "<<: ",
  "${",
  "}",
  '"',
  "'",
  "#",
  "!x ",
  "|",
  "? ",
  "7",
  "null",
  "é",
  "\u0000",
  "\r",
  "---\n",
  "%",
];

const splice = fc.record({
  at: fc.nat(sound.length),
  remove: fc.nat(12),
  insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })),
});

describe("any text as a project file", () => {
  it("gives diagnostics with a place and a known code, never an exception [N10]", async () => {
    const root = await folderWith({ "meta_prefect.yaml": sound });
    expect((await read(root)).diagnostics).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.array(splice, { minLength: 1, maxLength: 4 }), async (splices) => {
        const text = splices.reduce(
          (now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove),
          sound,
        );
        await writeFile(`${root}/meta_prefect.yaml`, text);
        const { project, diagnostics } = await read(root);
        const lineCount = text.split("\n").length;
        for (const { code, message, location } of diagnostics) {
          expect(Object.keys(codes).concat("no-such-flow")).toContain(code);
          expect(message).not.toMatch(/\n\s+at /);
          expect(location?.file).toBe("meta_prefect.yaml");
          expect(location?.line).toBeLessThanOrEqual(lineCount);
        }
        const errors = diagnostics.some(({ severity }) => severity === "error");
        expect(errors || project.entries.length > 0 || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
