import { describe, expect, it } from "vitest";
import { answerDigest } from "../../../src/prefect/answer-digest.ts";

const deployment = {
  name: "nightly",
  status: "READY",
  last_polled: "2026-11-22T04:00:00Z",
  updated: "2026-11-20T00:00:00Z",
  parameters: { status: "draft", last_polled: "never", account: 1 },
};
const deployments = "/api/deployments/filter";

function digest(path: string, value: unknown, status = 200): string {
  return answerDigest(path, { status, headers: {}, text: JSON.stringify(value) });
}

describe("the digest of an answer", () => {
  it("does not see that a worker asks for runs", () => {
    const polled = { ...deployment, status: "NOT_READY", last_polled: null };
    expect(digest(deployments, [polled])).toBe(digest(deployments, [deployment]));
    const pool = { name: "p", status: "READY", updated: "2026-11-20T00:00:00Z", is_paused: false };
    const waiting = { ...pool, status: "NOT_READY", updated: "2026-11-22T00:00:00Z" };
    expect(digest("/api/work_pools/filter", [waiting])).toBe(digest("/api/work_pools/filter", [pool]));
  });

  const changes: readonly (readonly [string, unknown])[] = [
    ["another name", [{ ...deployment, name: "hourly" }]],
    ["a change of any time", [{ ...deployment, updated: "2026-11-22T00:00:00Z" }]],
    [
      "a parameter of that name",
      [{ ...deployment, parameters: { ...deployment.parameters, status: "done" } }],
    ],
    ["one that is gone", []],
    ["one more", [deployment, deployment]],
    ["no list", { detail: "no" }],
  ];
  it.each(changes)("sees %s", (_, value) => {
    expect(digest(deployments, value)).not.toBe(digest(deployments, [deployment]));
  });

  it("sees another status, and elsewhere every character", () => {
    expect(digest(deployments, [deployment], 206)).not.toBe(digest(deployments, [deployment]));
    const variable = { name: "region", status: "READY" };
    expect(digest("/api/variables/filter", [{ ...variable, status: "X" }])).not.toBe(
      digest("/api/variables/filter", [variable]),
    );
  });

  it("sees each digit of integers that JavaScript's numbers do not have", () => {
    const of = (digits: string): string =>
      answerDigest(deployments, { status: 200, headers: {}, text: `[{"parameters":{"id":${digits}}}]` });
    expect(of("90071992547409931")).not.toBe(of("90071992547409932"));
  });
});
