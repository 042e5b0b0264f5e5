import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import { redact } from "../../../src/errors/redact.ts";
import { createSecretHost } from "../../../src/hosts/secret-host.ts";
import type { SecretSource } from "../../../src/interfaces/secret.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject({
    "pem.txt": "line-one-of-the-key\nline-two\n\n",
    "key.json": '{"id": 1, "key": "json-secret"}',
  });
});
afterAll(() => folder.remove());

const env = { PATH: process.env["PATH"], TOKEN: 'tok"en/with blanks', EMPTY: "" };
const resolve = (source: SecretSource): Promise<unknown> =>
  createSecretHost({ root: folder.path, env }).resolve(source);

describe("a secret", () => {
  it.each<[SecretSource, unknown]>([
    [{ env: "TOKEN" }, env.TOKEN],
    [{ file: "pem.txt" }, "line-one-of-the-key\nline-two\n"],
    [
      { file: "key.json", json: true },
      { id: 1, key: "json-secret" },
    ],
    [{ command: ["cat", "pem.txt"] }, "line-one-of-the-key\nline-two\n"],
  ])("is found by %j, without the last line break", async (source, value) => {
    expect(await resolve(source)).toEqual(value);
  });

  it.each<[SecretSource, string]>([
    [{ env: "NOWHERE" }, "the environment variable NOWHERE is not set"],
    [{ env: "EMPTY" }, "the environment variable EMPTY is empty"],
    [{ file: "none.txt" }, "the file none.txt cannot be read (ENOENT)"],
    [{ file: "pem.txt", json: true }, "the file pem.txt is not a JSON mapping"],
    [{ command: ["sh", "-c", "echo half-a-secret; exit 3"] }, "the command sh gives no secret (exit code 3)"],
    [{ command: ["no-such-program-4711"] }, "the command no-such-program-4711 gives no secret (spawn"],
  ])("that %j cannot give is one error without any part of it", async (source, message) => {
    const thrown = await resolve(source).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(MetaPrefectError);
    expect(thrown).toMatchObject({ code: "secret-unavailable" });
    expect(String(thrown)).toContain(message);
    expect(String(thrown)).not.toContain("half-a-secret");
  });

  it("in a list of a JSON mapping is kept out of all output as well", async () => {
    const keys = JSON.stringify({ keys: ["canary-in-a-list", { inner: "canary-below-a-list" }] });
    await createSecretHost({ root: folder.path, env: { KEYS: keys } }).resolve({ env: "KEYS", json: true });
    expect(redact("canary-in-a-list, canary-below-a-list")).toBe("***, ***");
  });

  it("is asked for once in a run", async () => {
    const host = createSecretHost({ root: folder.path, env });
    const command = { command: ["sh", "-c", "echo x >> asked; cat pem.txt"] };
    await Promise.all([host.resolve(command), host.resolve(command)]);
    expect(await host.resolve({ file: "asked" })).toBe("x");
  });

  it("that was found is in no text any more, however it is written there", async () => {
    await resolve({ env: "TOKEN" });
    await resolve({ file: "pem.txt" });
    for (const text of [
      env.TOKEN,
      JSON.stringify({ a: env.TOKEN }),
      encodeURIComponent(env.TOKEN),
      btoa(env.TOKEN),
    ]) {
      expect(redact(`before ${text} after`)).toMatch(/^before .*\*\*\*.* after$/);
      expect(redact(text)).not.toContain("with");
    }
    expect(redact("only line-one-of-the-key here")).toBe("only *** here");
    expect(new MetaPrefectError("gone", `it was ${env.TOKEN}`, { hint: env.TOKEN })).toMatchObject({
      message: "it was ***",
      hint: "***",
    });
  });
});
