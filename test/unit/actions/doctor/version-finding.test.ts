import { expect, it } from "vitest";
import { versionFinding } from "../../../../src/actions/doctor/version-finding.ts";

it.each([
  ["3.4.0", "ok"],
  ["3.8.8", "ok"],
  ["3.3.7", "warning"],
  ["2.20.4", "warning"],
  ["3.9.0", "warning"],
  ["4.0.0", "warning"],
  ["dev", "warning"],
])("doctor says of Prefect %s whether it is tested: %s", (version, state) => {
  const found = versionFinding(version);
  expect(found).toMatchObject({ check: "version", state });
  expect(found.message).toContain(version);
});
