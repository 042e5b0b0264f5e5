import { describe, expect, it } from "vitest";
import { suitedTo } from "../../../src/components/version-needs.ts";
import type { Build } from "../../../src/interfaces/plan.ts";

const owner = { project: "acme", environment: "dev" };
const spec = { trigger: {}, actions: [{ type: "change-flow-run-state", state: "CANCELLED", force: true }] };
const build: Build = {
  project: "acme",
  components: [{ component: { kind: "automation", name: "alarm", spec, requires: [] }, owner }],
  diagnostics: [],
};
/** `force` needs 3.6.11, tags need 3.4.7. */
const refused = (version: string): number => suitedTo(build, version).diagnostics.length;

describe("what a server is too old for", () => {
  it.each([
    ["3.4.6", 2],
    ["3.4.7", 1],
    ["3.6.9", 1],
    ["3.6.10", 1],
    ["3.6.11", 0],
    ["3.10.0", 0],
    ["4.0.0", 0],
    ["3.6.11rc1", 0],
    ["3.6.10+7.gabcdef", 1],
    ["3.4", 2],
    ["cloud", 0],
  ])("is told by its version: %s", (version, count) => {
    expect(refused(version)).toBe(count);
  });
});
