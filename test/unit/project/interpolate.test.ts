import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpolate } from "../../../src/project/interpolate.ts";
import { built, lines, readText } from "./support.ts";

const scope = { environment: "dev", env: { A: "1", EMPTY: "", B_2: "${A}", env: "wrong" } };

describe("interpolation", () => {
  it.each([
    ["${A}", "1"],
    ["x${A}y${A}", "x1y1"],
    ["${env}", "dev"],
    ["${NONE:-d}", "d"],
    ["${EMPTY:-d}", "d"],
    ["${EMPTY}", ""],
    ["${NONE:-}", ""],
    ["${NONE:-${A}:${env}}z", "1:devz"],
    ["${NONE:-a:-b}", "a:-b"],
    ["${B_2}", "${A}"],
    ["$${A}", "${A}"],
    ["$$${A}", "$${A}"],
    ["$A $(x) {{ y }} $", "$A $(x) {{ y }} $"],
  ])("reads %s as %s [N21]", (text, expected) => {
    expect(interpolate(text, scope)).toEqual({ text: expected, faults: [] });
  });

  it.each([
    ["a ${NONE} b", "missing", "${NONE}"],
    ["${NONE:-${ALSO}}", "missing", "${ALSO}"],
    ["${1A}", "malformed", "${1A}"],
    ["${}", "malformed", "${}"],
    ["${A", "malformed", "${A"],
    ["${A-b}", "malformed", "${A-b}"],
  ])("finds fault with %s", (text, kind, piece) => {
    expect(interpolate(text, scope).faults).toMatchObject([{ kind, text: piece }]);
  });

  it("leaves any text without a reference as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes("${"));
        expect(interpolate(text, scope)).toEqual({ text, faults: [] });
      }),
    );
  });

  it("brings back any text whose references are escaped", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("${", "A", "}", "x", "{", ":-")), (parts) => {
        const text = parts.join("");
        expect(
          interpolate(
            text.replaceAll("${", () => "$${"),
            scope,
          ),
        ).toEqual({ text, faults: [] });
      }),
    );
  });
});

describe("interpolation in the project file", () => {
  it("works in every value and in no key, and gives texts [N21]", async () => {
    const reading = await readText(
      `name: "\${PROJECT}"
deployments:
  etl:
    - recipe: parameters
      variables: { "\${A}": "s3://\${BUCKET:-acme}/\${env}", count: "\${A}", list: ["\${A}"] }
`,
      { env: { A: "1", PROJECT: "acme" } },
    );
    expect(lines(reading)).toEqual([]);
    expect(reading.project.name).toBe("acme");
    expect(reading.project.entries.map((entry) => built(entry).parameters)).toEqual([
      { parameters: { "${A}": "s3://acme/dev", count: "1", list: ["1"] } },
    ]);
  });

  it("reports missing variables at their place, once, and nothing that follows from them [N10]", async () => {
    const reading = await readText(
      `deployments:
  etl:
    - recipe: eks
      variables: { cpu: 1, size: "\${SIZE}", image: "a/\${IMAG}:\${1}" }
`,
      { env: { IMAGE: "x" } },
    );
    expect(lines(reading)).toEqual([
      "4:35 missing-environment-variable the environment variable SIZE is not set (set it, or write ${SIZE:-default})",
      "4:55 missing-environment-variable the environment variable IMAG is not set (did you mean IMAGE? Else set it, or write ${IMAG:-default})",
      '4:63 invalid-interpolation "${1}" is no reference to a variable (write ${NAME} or ${NAME:-default}; $${ stands for a plain ${)',
    ]);
  });

  it("never shows what a variable of the process holds", async () => {
    const reading = await readText(
      'deployments:\n  etl: [{ recipe: eks, variables: { cpu: "${HIDDEN}", size: "${HIDDEN}" } }]\n',
      {
        env: { HIDDEN: "canary" },
      },
    );
    expect(reading.diagnostics).toHaveLength(2);
    expect(JSON.stringify(reading.diagnostics)).not.toContain("canary");
    expect(reading.diagnostics[0]?.message).toContain("${HIDDEN}");
  });

  it("writes out no variable that holds a secret, by its name or by a declaration; a default may stand in [N15]", async () => {
    const reading = await readText(
      `name: acme
components:
  - block: { type: secret, name: a, fields: { value: { $secret: { env: DECLARED } } } }
deployments:
  etl:
    - name: a
      recipes:
        - parameters: { one: "\${GH_TOKEN}", two: "x-\${DECLARED}", three: "\${DB_PASSWORD:-none}", four: "\${TOKEN_URL}" }
`,
      { env: { GH_TOKEN: "canary-1", DECLARED: "canary-2", TOKEN_URL: "https://example.com" } },
    );
    const found = lines(reading).filter((line) => !line.includes("unknown-component"));
    expect(found.map((line) => line.split(" (")[0])).toEqual([
      "8:31 secret-in-deployment the environment variable GH_TOKEN holds a secret, which would be shown with what it is written into",
      "8:53 secret-in-deployment the environment variable DECLARED holds a secret, which would be shown with what it is written into",
    ]);
    expect(JSON.stringify(reading)).not.toContain("canary");
  });
});
