import { describe, expect, it } from "vitest";
import { acceptedFinding, refusedFinding } from "../../../../src/actions/doctor/auth-finding.ts";
import { builderFinding } from "../../../../src/actions/doctor/builder-finding.ts";
import { clockFinding, lookAtClocks } from "../../../../src/actions/doctor/clock-finding.ts";
import { clusterFinding, unneededKubectl } from "../../../../src/actions/doctor/kubectl-finding.ts";
import { timeZonesFinding } from "../../../../src/actions/doctor/time-zones-finding.ts";
import { workerPythonFinding } from "../../../../src/actions/doctor/worker-python-finding.ts";
import { MetaPrefectError } from "../../../../src/errors/meta-prefect-error.ts";

const url = "https://prefect.example/api";
const refused = new MetaPrefectError("prefect-unauthorized", "no", { hint: "-" });
const isCloud = false;

describe("doctor about credentials", () => {
  it.each([
    ["PREFECT_API_KEY", false, /a server of your own wants PREFECT_API_AUTH_STRING/],
    ["PREFECT_API_KEY", true, /prefect cloud login/],
    ["PREFECT_API_AUTH_STRING", false, /^correct PREFECT_API_AUTH_STRING in profile "prod"$/],
    ["PREFECT_API_AUTH_STRING", true, /Prefect Cloud wants PREFECT_API_KEY/],
  ] as const)("names a refused %s with where it is from (cloud: %s)", (setting, cloud, hint) => {
    const credentials = { setting, source: 'profile "prod"', isCloud: cloud };
    expect(refusedFinding(refused, credentials, url)).toEqual({
      check: "auth",
      state: "error",
      message: `${url} refuses ${setting} of profile "prod" (401)`,
      hint: expect.stringMatching(hint) as string,
    });
  });

  it("tells none from a wrong one, and says both settings", () => {
    const found = refusedFinding(refused, undefined, url);
    expect(found).toMatchObject({
      state: "error",
      message: `${url} wants credentials (401), and none are configured`,
    });
    expect(found?.hint).toMatch(/PREFECT_API_AUTH_STRING.*PREFECT_API_KEY/);
  });

  it("says that a key lets in, and may do too little", () => {
    const forbidden = new MetaPrefectError("prefect-forbidden", "not allowed (403)", { hint: "-" });
    expect(refusedFinding(forbidden, undefined, url)).toMatchObject({
      check: "auth",
      message: "not allowed (403)",
    });
  });

  it("leaves other failures to others, and names what is accepted", () => {
    expect(refusedFinding(new TypeError("x"), undefined, url)).toBeUndefined();
    const unreachable = new MetaPrefectError("prefect-unreachable", "no", { hint: "-" });
    expect(refusedFinding(unreachable, undefined, url)).toBeUndefined();
    expect(acceptedFinding({ setting: "PREFECT_API_KEY", source: ".env", isCloud }).message).toContain(
      "PREFECT_API_KEY of .env",
    );
    expect(acceptedFinding(undefined)).toMatchObject({ check: "auth", state: "ok" });
  });
});

describe("doctor about clocks", () => {
  const reading = (
    before: number,
    server: number | undefined,
    after = before,
  ): Parameters<typeof clockFinding>[0][0] => ({
    ...{ before, server, after },
  });

  it.each([
    ["to the second", [reading(10_500, 10_000)], "ok", "within 5 s"],
    ["just within", [reading(10_000, 15_000)], "ok", "within 5 s"],
    ["ahead", [reading(10_000, 22_000)], "warning", "12 s ahead of ours, so its schedules begin early"],
    ["behind", [reading(60_999, 30_000)], "warning", "30 s behind ours, so its schedules begin late"],
    ["not to be told apart from a slow answer", [reading(0, 20_000, 20_500)], "ok", "within 5 s"],
    [
      "right in the best of three looks",
      [reading(20_000, 9_000), reading(22_000, 21_000)],
      "ok",
      "within 5 s",
    ],
    ["not told", [reading(0, undefined)], "ok", "does not tell"],
  ])("that are %s", (_what, readings, state, message) => {
    expect(clockFinding(readings)).toMatchObject({
      state,
      message: expect.stringContaining(message) as string,
    });
  });

  it("asks again before it says that one is wrong, and then says it", async () => {
    let asked = 0;
    let slept = 0;
    const clock = {
      now: () => new Date(60_000),
      sleep: () => {
        slept += 1;
        return Promise.resolve();
      },
    };
    const api = (answers: readonly number[]): { serverTime: () => Promise<number | undefined> } => ({
      serverTime: () => Promise.resolve(answers[asked++]),
    });
    expect(await lookAtClocks(api([20_000, 60_000]), clock)).toMatchObject({ state: "ok" });
    expect([asked, slept]).toEqual([2, 1]);
    asked = 0;
    const wrong = await lookAtClocks(api([20_000, 20_000, 20_000, 60_000]), clock);
    expect(wrong).toMatchObject({ state: "warning", hint: expect.stringContaining("NTP") as string });
    expect(asked).toBe(3);
  });
});

describe("doctor about programs", () => {
  it.each([
    [
      { wanted: undefined, found: "podman", images: undefined },
      "ok",
      /^podman would build images; no project says/,
    ],
    [{ wanted: undefined, found: "podman", images: [] }, "ok", /^podman would build images; .* builds none$/],
    [{ wanted: undefined, found: undefined, images: [] }, "ok", /none of .* works here; .* builds none$/],
    [{ wanted: undefined, found: "buildx", images: ["a/b", "a/c"] }, "ok", /^buildx builds a\/b and 1 more$/],
    [
      { wanted: undefined, found: undefined, images: ["a/b"] },
      "error",
      /none of .* works here, so nothing builds/,
    ],
    [{ wanted: "podman", found: undefined, images: ["a/b"] }, "error", /^podman does not work here/],
  ] as const)("says which one builds the images: %j", (search, state, message) => {
    const found = builderFinding(search);
    expect(found).toMatchObject({
      check: "images",
      state,
      message: expect.stringMatching(message) as string,
    });
    expect(found.hint === undefined).toBe(state === "ok");
  });

  it("says whether kubectl is there, and that nothing needs it", () => {
    expect(unneededKubectl("v1.32.4")).toMatchObject({
      state: "ok",
      message: expect.stringContaining("v1.32.4") as string,
    });
    expect(unneededKubectl(undefined)).toMatchObject({
      state: "ok",
      message: expect.stringContaining("no kubectl") as string,
    });
    expect(unneededKubectl(undefined, false).message).toBe(
      "there is no kubectl; no project says whether it needs it",
    );
  });

  it("says whether kubectl reaches the cluster that workers live in", async () => {
    const good = await clusterFinding("prod", (context) => Promise.resolve(`v1 of ${context ?? ""}`));
    expect(good).toEqual({
      check: "kubectl",
      state: "ok",
      message: "kubectl reaches Kubernetes v1 of prod at context prod",
    });
    const unreachable = new MetaPrefectError("cluster-unreachable", "no Kubernetes cluster answers", {
      hint: "look",
    });
    expect(await clusterFinding(undefined, () => Promise.reject(unreachable))).toEqual({
      ...{ check: "kubectl", state: "error", message: "no Kubernetes cluster answers", hint: "look" },
    });
    const odd = new MetaPrefectError("cluster-refused", "refuses", { hint: "correct the field" });
    expect((await clusterFinding(undefined, () => Promise.reject(odd))).hint).toContain(
      "kubectl cluster-info",
    );
    const slow = await clusterFinding(undefined, () => Promise.reject(new DOMException("", "TimeoutError")));
    expect(slow).toMatchObject({
      state: "error",
      message: "the cluster at the current context does not answer in time",
    });
    await expect(clusterFinding(undefined, () => Promise.reject(new TypeError("x")))).rejects.toThrow(
      TypeError,
    );
  });
});

describe("doctor about Python", () => {
  it.each([
    ["3.8.8", "3.8.8", "ok"],
    ["3.8.7", "3.8.8", "ok"],
    ["3.9.0", "3.8.8", "warning"],
    ["3.8.8", undefined, "ok"],
    ["3.8.8", "dev", "ok"],
  ])("compares the workers' Prefect %s with the server's %s: %s", (prefect, server, state) => {
    const found = workerPythonFinding({ python: "/venv/bin/python", prefect }, server);
    expect(found).toMatchObject({ check: "worker-version", state });
    expect(found.message).toContain(`Prefect ${prefect} of /venv/bin/python`);
    if (state === "ok") expect(found.hint).toBeUndefined();
    else expect(found.hint).toContain(`prefect==${server ?? ""}`);
  });

  it("says that there is none for workers yet", () => {
    expect(workerPythonFinding(undefined, "3.8.8")).toMatchObject({ state: "ok" });
  });

  it.each([
    ["", "ok", /tzdata/],
    [null, "warning", /is not set/],
    ["/usr/share/zoneinfo", "warning", /is \/usr\/share\/zoneinfo/],
    [undefined, "ok", /cannot be seen/],
  ] as const)(
    "says of PYTHONTZPATH %j of a local server whether it makes it slow",
    (path, state, message) => {
      const found = timeZonesFinding(path);
      expect(found).toMatchObject({
        check: "time-zones",
        state,
        message: expect.stringMatching(message) as string,
      });
      expect(found.hint === undefined).toBe(path === "");
    },
  );
});
