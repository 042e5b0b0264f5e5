import { expect, it } from "vitest";
import { readClientVersion, readClusterVersion } from "../../../src/hosts/kubectl-version.ts";

it("what kubectl and a cluster say of their versions is read, and nothing else is", () => {
  const own = { gitVersion: "v1.32.4", major: "1" };
  expect(readClientVersion(JSON.stringify({ clientVersion: own, kustomizeVersion: "v5" }))).toBe("v1.32.4");
  expect(readClusterVersion(JSON.stringify(own))).toBe("v1.32.4");
  for (const text of ["Client Version: v1", "{}", "<html>", "null"]) {
    expect(readClientVersion(text)).toBeUndefined();
    expect(readClusterVersion(text)).toBeUndefined();
  }
});
