import { once } from "node:events";
import { createServer, request as forward, type Server } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { resolveSettings } from "../../src/prefect/settings/resolve-settings.ts";
import { proxyFor } from "../../src/prefect/settings/proxy-for.ts";
import { apiUrl } from "../support/prefect.ts";

const passed: string[] = [];
let proxy: Server;
let address: string;

// A plain forward proxy: whatever host is asked for, the tests' Prefect answers.
beforeAll(async () => {
  const target = new URL(apiUrl());
  proxy = createServer((incoming, response) => {
    passed.push(incoming.url ?? "");
    const { pathname, search } = new URL(incoming.url ?? "", target);
    const { host, hostname, port } = target;
    const onward = forward(
      {
        hostname,
        port,
        path: `${pathname}${search}`,
        method: incoming.method,
        headers: { ...incoming.headers, host },
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  proxy.on("connect", (incoming: { url?: string }, socket) => {
    passed.push(`CONNECT ${incoming.url ?? ""}`);
    const onward = connect(Number(target.port), target.hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const bound = proxy.address();
  if (bound === null || typeof bound === "string") throw new TypeError("no port");
  address = `http://127.0.0.1:${String(bound.port)}`;
});
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});

const settingsFor = (env: Readonly<Record<string, string>>): ReturnType<typeof resolveSettings> =>
  resolveSettings({
    env,
    directory: "/nowhere",
    homeDirectory: "/nowhere",
    readFile: () => Promise.resolve(undefined),
  });

it("reaches an API that only a proxy knows the way to, reads and writes alike [N40]", async () => {
  const url = "http://prefect.example:4200/api";
  const settings = await settingsFor({ PREFECT_API_URL: url, HTTP_PROXY: address });
  const api = createPrefectApi({ ...settings, url });
  expect(await api.version()).toMatch(/^3\./);
  expect(await api.deployments.named(["nothing"], ["of that name"])).toEqual([]);
  expect(passed.length).toBeGreaterThan(0);
  expect(passed.every((one) => one.includes("prefect.example"))).toBe(true);
});

it("asks the proxy for a tunnel to an API with HTTPS [N40]", async () => {
  const url = "https://prefect.example/api";
  const tunnel = await settingsFor({ PREFECT_API_URL: url, HTTPS_PROXY: address });
  passed.length = 0;
  await expect(createPrefectApi({ ...tunnel, url }).version()).rejects.toMatchObject({
    code: "prefect-unreachable",
  });
  expect(passed[0]).toBe("CONNECT prefect.example:443");
});

it("is chosen by protocol, small letters or capitals, and left out by NO_PROXY and for this machine [N40]", () => {
  const env = {
    HTTPS_PROXY: "http://secure:1",
    http_proxy: "plain:2",
    NO_PROXY: "acme.com, .corp:8080,10.0.0.1",
  };
  const chosen = (url: string): string | undefined => proxyFor(url, env);
  expect(chosen("https://api.prefect.cloud/api")).toBe("http://secure:1");
  expect(chosen("http://prefect.example/api")).toBe("http://plain:2");
  expect(chosen("https://prefect.acme.com/api")).toBeUndefined();
  expect(chosen("https://notacme.com/api")).toBe("http://secure:1");
  expect(chosen("http://a.corp:8080/api")).toBeUndefined();
  expect(chosen("http://a.corp/api")).toBe("http://plain:2");
  expect(chosen("http://10.0.0.1/api")).toBeUndefined();
  expect(chosen("http://127.0.0.1:4200/api")).toBeUndefined();
  expect(proxyFor("https://x.example", { ALL_PROXY: "http://all:3", NO_PROXY: "" })).toBe("http://all:3");
  expect(proxyFor("https://x.example", { ALL_PROXY: "http://all:3", NO_PROXY: "*" })).toBeUndefined();
});
