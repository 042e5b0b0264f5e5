import { expect, it } from "vitest";
import { schemaFindings } from "../../../src/components/block/schema-findings.ts";
import { redact } from "../../../src/errors/redact.ts";

it("a secret that is written out in a block is refused, and kept out of the line that shows it", () => {
  const spec = { type: "acme", block: "a", fields: { token: "canary-in-a-block", team: "data" } };
  const schema = { properties: { token: {}, team: {} }, secret_fields: ["token"] };
  const findings = schemaFindings(spec, schema, { check: () => [] });
  expect(findings.map(({ code }) => code)).toEqual(["plain-secret"]);
  expect(redact("token: canary-in-a-block, team: data")).toBe("token: ***, team: data");
});
