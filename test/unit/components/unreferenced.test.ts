import { describe, expect, it } from "vitest";
import { workPoolDriver } from "../../../src/components/work-pool/driver.ts";
import { unreferencedFindings } from "../../../src/components/work-pool/unreferenced.ts";
import { workPool } from "../../../src/components/declare.ts";
import { schemaChecker } from "../../../src/hosts/schema-checker.ts";
import type { JsonObject } from "../../../src/interfaces/json.ts";

const template = (configuration: JsonObject, ...names: readonly string[]): JsonObject => ({
  job_configuration: configuration,
  variables: { type: "object", properties: Object.fromEntries(names.map((name) => [name, {}])) },
});
const check = (baseJobTemplate: JsonObject): readonly string[] =>
  (
    workPoolDriver.check?.(workPool({ name: "p", type: "process", baseJobTemplate }), schemaChecker) ?? []
  ).map(({ code, message }) => `${code}: ${message}`);

describe("a variable of a declared template that no placeholder uses", () => {
  it("is a mistake before any server is asked", () => {
    expect(check(template({ command: "{{ command }}" }, "command", "team"))).toEqual([
      'unreferenced-variable: no placeholder of the job configuration of work pool p uses its variable "team"',
    ]);
  });

  it("is none where a text, a list or a part of it is used, nor `env`, which is merged unasked", () => {
    const used = { list: ["{{ a }}"], name: "x-{{ b }}", key: "{{c.d[0]}}", env: { FIXED: "1" } };
    expect(check(template(used, "a", "b", "c", "env"))).toEqual([]);
    expect(check(template({ command: "x" }, "env"))).toHaveLength(1);
  });

  it("is not looked for among those that the patches leave alone", () => {
    const base = template({ command: "x" }, "command", "team");
    const patch = { path: ["variables", "properties", "team"], value: {} };
    const findings = unreferencedFindings("p", { type: "process", templatePatches: [patch] }, base);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('"team"')]);
  });
});
