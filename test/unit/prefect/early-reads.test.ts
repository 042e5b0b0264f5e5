import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import {
  isPlainRead,
  isRememberedRead,
  remembered,
  sendEarly,
  type RememberedRead,
} from "../../../src/prefect/early-reads.ts";
import { json, scriptedServer, type ScriptedServer } from "./scripted-server.ts";

describe("reads that are sent early", () => {
  let server: ScriptedServer | undefined;
  const controller = new AbortController();
  afterEach(() => server?.close());
  const readsOf = (url: string, count: number): RememberedRead[] =>
    Array.from({ length: count }, (_, index) => {
      const request = { method: "GET", url: `${url}/${String(index)}`, headers: {}, body: undefined };
      return remembered({ request, answer: { status: 200, headers: {}, text: "[]" } });
    });

  it("are all sent at once, without a word of Node's, each is taken once, and none after a write", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): unknown => warnings.push(warning);
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    server = await scriptedServer(() => json(200, []));
    const all = readsOf(server.url, 11);
    const early = sendEarly(all, controller.signal);
    const [first = all[0], second = first] = all;
    if (first === undefined || second === undefined) throw new TypeError("nothing is read");
    await expect(early.take(first)).resolves.toMatchObject({ status: 200, text: "[]" });
    expect(early.take(first)).toBeUndefined();
    expect(early.take({ ...second, method: "PATCH" })).toBeUndefined();
    expect(early.take(second)).toBeUndefined();
    await expect(early.areAsBefore()).resolves.toBe(true);
    expect(server.received).toHaveLength(11);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["another answer", json(200, [1])],
    ["an error", json(500, [])],
    ["no JSON", { status: 200, body: "<html>" }],
    ["a broken connection", "reset" as const],
  ])("are not as before with %s, also while another is never answered", async (_, answer) => {
    server = await scriptedServer((_received, count) => (count === 1 ? answer : "silence"));
    const early = sendEarly(readsOf(server.url, 2), controller.signal);
    await expect(early.areAsBefore()).resolves.toBe(false);
  });

  const plain = { method: "POST", url: "http://127.0.0.1/api/flows/filter", headers: { accept: "x" } };
  it.each([
    [true, plain],
    [true, { ...plain, method: "GET", url: "http://127.0.0.1/api/admin/version" }],
    [false, { ...plain, url: "http://127.0.0.1/api/flows/" }],
    [false, { ...plain, method: "DELETE" }],
    [false, { ...plain, url: "http://me:secret@127.0.0.1/api/flows/filter" }],
    [false, { ...plain, headers: { Authorization: "Bearer secret" } }],
    [false, { ...plain, headers: { "x-own": "secret" } }],
    [false, { ...plain, body: '{"include_secrets":true}' }],
    [false, { ...plain, url: `${plain.url}?include_secrets=true` }],
  ])("are kept (%s): %o", (expected, request) => {
    expect(isPlainRead({ body: undefined, ...request })).toBe(expected);
  });

  it("are known by their form", () => {
    expect(readsOf("http://127.0.0.1/api", 1).every(isRememberedRead)).toBe(true);
    expect([null, 1, {}, { method: "GET", url: "x", digest: "" }].filter(isRememberedRead)).toEqual([]);
  });
});
