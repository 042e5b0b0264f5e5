import { afterEach, describe, expect, it } from "vitest";
import { createPrefectApi, type PrefectApiOptions } from "../../../src/prefect/create-prefect-api.ts";
import { impatientClock, json, scriptedServer, type ScriptedServer } from "./scripted-server.ts";

describe("headers of requests", () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.close());

  const sentWith = async (
    options: Partial<PrefectApiOptions>,
  ): Promise<Readonly<Record<string, unknown>>> => {
    server = await scriptedServer([json(200, [])]);
    await createPrefectApi({ url: server.url, ...options }).flows.withTag("t");
    return server.received[0]?.headers ?? {};
  };

  it("names the content type, without which Prefect drops a filter, and itself", async () => {
    const headers = await sentWith({ version: "1.2.3" });
    expect(headers).toMatchObject({ "content-type": "application/json", "user-agent": "meta-prefect/1.2.3" });
    expect(headers).not.toHaveProperty("authorization");
  });

  it("sends a key as bearer and an auth string as basic", async () => {
    expect(await sentWith({ auth: { type: "bearer", value: "k" } })).toMatchObject({
      authorization: "Bearer k",
    });
    await server?.close();
    expect(await sentWith({ auth: { type: "basic", value: "u:ä" } })).toMatchObject({
      authorization: `Basic ${Buffer.from("u:ä").toString("base64")}`,
    });
  });

  it("lets a custom header win over the key, whatever its case, but never calls itself Prefect", async () => {
    const headers = await sentWith({
      auth: { type: "bearer", value: "k" },
      headers: { AUTHORIZATION: "mine", "X-Team": "a", "User-Agent": "prefect/3.8.8" },
    });
    expect(headers).toMatchObject({ authorization: "mine", "x-team": "a", "user-agent": "meta-prefect/0" });
  });

  it("fetches a CSRF token when the server asks for one, once for all, and again when it has run out", async () => {
    let valid = "first";
    server = await scriptedServer(({ method, path, headers }) => {
      if (path.startsWith("/api/csrf-token?client=")) return json(200, { token: valid });
      if (method === "GET" || headers["prefect-csrf-token"] === valid) return json(200, []);
      const detail =
        headers["prefect-csrf-token"] === undefined
          ? "Missing CSRF token."
          : "Invalid CSRF token or client identifier.";
      return json(403, { detail });
    });
    const api = createPrefectApi({ url: server.url, clock: impatientClock() });
    const tokens = (): number =>
      server?.received.filter(({ path }) => path.includes("csrf-token")).length ?? 0;
    await Promise.all([api.flows.withTag("a"), api.flows.withTag("b"), api.flows.withTag("c")]);
    expect(tokens()).toBe(1);
    await api.flows.withTag("d");
    expect(tokens()).toBe(1);
    valid = "second";
    await api.flows.withTag("e");
    expect(tokens()).toBe(2);
    const clients = server.received.flatMap(({ headers }) => headers["prefect-csrf-client"] ?? []);
    expect(new Set(clients).size).toBe(1);
  });

  it("ends when a server wants a CSRF token and gives none", async () => {
    server = await scriptedServer(({ path }) =>
      path.includes("csrf-token")
        ? json(422, { detail: "CSRF protection is disabled." })
        : json(403, { detail: "Missing CSRF token." }),
    );
    const api = createPrefectApi({ url: server.url, clock: impatientClock() });
    await expect(api.flows.withTag("t")).rejects.toMatchObject({ code: "prefect-forbidden" });
  });
});
