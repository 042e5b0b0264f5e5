import { afterEach, describe, expect, it } from "vitest";
import { isMetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import type { PrefectApi } from "../../../src/interfaces/prefect-api.ts";
import { createPrefectApi, type PrefectApiOptions } from "../../../src/prefect/create-prefect-api.ts";
import {
  html,
  impatientClock,
  json,
  scriptedServer,
  type Scripted,
  type ScriptedServer,
} from "./scripted-server.ts";

describe("failures of the API", () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.close());

  const apiOf = async (script: Scripted, options: Partial<PrefectApiOptions> = {}): Promise<PrefectApi> => {
    server = await scriptedServer([script]);
    return createPrefectApi({ url: server.url, clock: impatientClock(), requestTimeout: 100, ...options });
  };

  it("calls a web page a web page", async () => {
    const api = await apiOf(html(200));
    await expect(api.version()).rejects.toMatchObject({
      code: "not-prefect",
      message: `${api.url} answers GET /admin/version with a web page (200), not JSON`,
    });
  });

  it.each([
    [
      "text that is no JSON",
      { status: 200, headers: { "content-type": "application/json" }, body: "{" },
      "not-prefect",
    ],
    ["JSON that is no version", json(200, { hello: 1 }), "not-prefect"],
    ["an unknown path", json(404, { detail: "Not Found" }), "not-prefect"],
    ["a web page instead of an error", html(404), "not-prefect"],
    ["Prefect 2", json(200, "2.20.4"), "unsupported-prefect-version"],
    ["Prefect 4", json(200, "4.0.0"), "unsupported-prefect-version"],
    ["401", json(401, { exception_message: "Unauthorized" }), "prefect-unauthorized"],
    ["403", json(403, { detail: "Forbidden" }), "prefect-forbidden"],
    ["500", json(500, { exception_message: "Internal Server Error" }), "prefect-failed"],
    ["no answer at all", "silence", "prefect-timeout"],
    ["a broken connection", "reset", "prefect-unreachable"],
  ] as const)("has a code and a hint for %s", async (_what, script, code) => {
    const api = await apiOf(script);
    const failure: unknown = await api.version().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code });
    expect(isMetaPrefectError(failure) && failure.hint).toMatch(/\w{4}/);
  });

  it("does not follow a redirect, and does not show its query", async () => {
    const api = await apiOf({
      status: 302,
      headers: { location: "https://login.example/start?token=canary" },
    });
    const failure: unknown = await api.version().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      code: "prefect-redirect",
      message: `${api.url} redirects GET /admin/version to https://login.example/start`,
    });
  });

  it.each([
    { type: "bearer", value: "canary" },
    { type: "basic", value: "user:canary" },
  ] as const)("never shows the credentials of type $type", async (auth) => {
    const api = await apiOf(json(401, { detail: "Unauthorized" }), { auth });
    const failure: unknown = await api.version().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "prefect-unauthorized" });
    expect(isMetaPrefectError(failure) ? `${failure.message}${failure.hint ?? ""}` : "canary").not.toContain(
      "canary",
    );
  });

  it("never shows credentials that stand in the address, and uses them", async () => {
    server = await scriptedServer([json(200, "3.8.8")]);
    const api = createPrefectApi({ url: server.url.replace("//", "//user:canary@") });
    await api.version();
    expect(api.url).toBe(server.url);
    expect(server.received[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("user:canary").toString("base64")}`,
    );
  });

  it("tells the most specific reason of a refusal, without what Prefect echoes", async () => {
    const detail = [
      {
        type: "missing",
        loc: ["body", "schedules", 0, "schedule", "IntervalSchedule", "interval"],
        msg: "Field required",
      },
      {
        type: "value_error",
        loc: ["body", "schedules", 0, "schedule", "CronSchedule", "cron"],
        msg: "Value error, bad cron",
      },
    ];
    const echo = {
      exception_message: "Invalid request received.",
      exception_detail: detail,
      request_body: { value: "canary" },
    };
    const api = await apiOf(json(422, echo));
    await expect(api.deployments.upsert({ name: "d", value: "canary" })).rejects.toMatchObject({
      code: "prefect-refused",
      message: "Prefect refuses POST /deployments/ (422): schedules.0.schedule.CronSchedule.cron: bad cron",
    });
  });

  it.each([
    "Validation failed for field 'x'. Failure reason: 'canary-value' is not of type 'integer'",
    "Error creating deployment: <ValidationError: \"'canary-value' is not one of ['a', 'b']\">",
    "something new about canary-value that no rule knows",
  ])("leaves values of the request out of the reason: %s", async (words) => {
    const api = await apiOf(json(409, { detail: words }));
    const body = { name: "d", job_variables: { env: { TOKEN: "canary-value" } } };
    const failure: unknown = await api.deployments.upsert(body).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "prefect-refused" });
    expect(String(failure)).not.toContain("canary");
  });

  it("says what was wrong with an answer of another form", async () => {
    const api = await apiOf(json(200, [{ id: "f", name: 3, tags: [] }]));
    await expect(api.flows.withTag("t")).rejects.toMatchObject({
      code: "unexpected-prefect-answer",
      message: 'Prefect answers "name" of a flow with number instead of a text',
    });
  });

  it.each(["127.0.0.1:4200", "ftp://127.0.0.1/api", ""])("refuses the address %j", (url) => {
    expect(() => createPrefectApi({ url })).toThrow(/not an http address/);
  });

  it.each(["..", ".", ""])("refuses the name %j, which would be another path", async (name) => {
    const api = await apiOf(json(200, {}));
    await expect(api.workPools.delete(name)).rejects.toMatchObject({ code: "invalid-name" });
    expect(server?.received).toEqual([]);
  });
});
