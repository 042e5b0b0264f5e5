import { describe, expect, it } from "vitest";
import { folderWith, lines, read, readText } from "./support.ts";

describe("YAML that is not right", () => {
  it.each([
    ["an open bracket", "deployments:\n  etl: [{ name: a }\nname: b\n", "invalid-yaml", 3],
    ["too deep nesting", `deployments: ${"[".repeat(3000)}${"]".repeat(3000)}`, "invalid-yaml", 1],
    ["a tab", "deployments:\n\tetl: 1\n", "invalid-yaml", 2],
    ["an unknown tag", "deployments: !!python/object:x {}\n", "invalid-yaml", 1],
    ["a second document", "deployments: {}\n---\nname: b\n", "invalid-yaml", 2],
    ["an alias without an anchor", "deployments: *nowhere\n", "invalid-yaml", 1],
    ["a merge of a text", "deployments:\n  <<: text\n", "invalid-yaml", 2],
    ["a merge of an alias of a text", "name: &n acme\ndeployments:\n  <<: [*n]\n", "invalid-yaml", 3],
    ["an alias inside of its anchor", "deployments: &all\n  etl: *all\n", "alias-expansion", 2],
    [
      "a number that JSON has not",
      "deployments: { etl: [{ name: a, extra: { n: .inf } }] }\n",
      "invalid-value",
      1,
    ],
    [
      "an integer that would be rounded",
      "deployments: { etl: [{ name: a, extra: { n: 12345678901234567890 } }] }\n",
      "invalid-value",
      1,
    ],
  ])("%s has a place, and no stack [N10]", async (_what, text, code, line) => {
    const reading = await readText(text);
    expect(reading.diagnostics[0]).toMatchObject({
      code,
      severity: "error",
      location: { file: "meta_prefect.yaml", line },
    });
    expect(JSON.stringify(reading.diagnostics)).not.toMatch(/\bat .*:\d+:\d+\)/);
  });

  it("reports duplicate keys together with everything else", async () => {
    const reading = await readText(
      "deployments:\n  etl: [{ name: a }]\n  etl: [{ name: b, recipe: nope }]\n",
    );
    expect(lines(reading)).toEqual([
      '3:3 duplicate-key the key "etl" stands here a second time (keep one of them)',
      '3:28 unknown-recipe no recipe has the name "nope" (`meta-prefect recipes list` shows all)',
    ]);
  });

  it.each([
    [
      "lists",
      (name: string, before: string) => `${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`,
    ],
    [
      "merges",
      (name: string, before: string) =>
        `${name}: &${name}\n  <<: [${Array(9).fill(`*${before}`).join(", ")}]\n  k${name}: 1`,
    ],
  ])("refuses aliases that explode, in %s", async (_what, level) => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    const text = [
      "a: &a { x: 1 }",
      ...names.slice(1).map((name, index) => level(name, names[index] ?? "")),
    ].join("\n");
    const reading = await readText(`${text}\n`);
    expect(reading.diagnostics).toMatchObject([
      { code: "alias-expansion", location: { file: "meta_prefect.yaml" } },
    ]);
  });

  it("refuses what is not UTF-8, too large, or twice there", async () => {
    const latin = await folderWith({ "meta_prefect.yaml": new Uint8Array([0x6e, 0x3a, 0x20, 0xe4, 0x0a]) });
    expect((await read(latin)).diagnostics).toMatchObject([
      { code: "unreadable-file", message: "the file is not UTF-8 text" },
    ]);
    const large = await folderWith({ "meta_prefect.yaml": "#".repeat(5_000_001) });
    expect((await read(large)).diagnostics).toMatchObject([{ code: "unreadable-file" }]);
    const twice = await folderWith({
      "meta_prefect.yaml": "deployments: {}\n",
      "meta_prefect.yml": "deployments: {}\n",
    });
    expect((await read(twice)).diagnostics[0]).toMatchObject({
      code: "two-project-files",
      severity: "error",
    });
  });

  it("reads a byte order mark and Windows line ends with the right places", async () => {
    const reading = await readText("\uFEFFdeployments:\r\n  etl:\r\n    - recipe: nope\r\n");
    expect(lines(reading)[0]).toMatch(/^3:15 unknown-recipe/);
    expect(reading.diagnostics[0]?.location).toMatchObject({ length: 4 });
  });

  it("follows aliases and merge keys to the place of a mistake", async () => {
    const reading = await readText(`x: 1
deployments:
  etl: [{ recipe: eks, variables: &v { cpu: 0 } }]
  train: [{ recipe: eks, variables: *v }, { recipe: eks, variables: { <<: *v, memory: no } }]
`);
    expect(lines(reading)).toEqual([
      expect.stringMatching(/^1:1 unknown-key no key is called "x" here \(known here: name, flows, /),
      "3:45 invalid-variable cpu: 0 is not valid: expected number to be >0",
      '4:87 invalid-variable memory: "no" is not valid: expected number',
    ]);
  });

  it("says that there is no project, and what to do [C09]", async () => {
    const root = await folderWith({ "flows/etl.py": "" });
    expect((await read(root)).diagnostics).toMatchObject([{ code: "no-project-file", severity: "error" }]);
    expect((await read(`${root}/nowhere`)).diagnostics).toMatchObject([{ code: "no-such-folder" }]);
  });

  it("tells when the search itself fails, as it does below a broken package.json", async () => {
    const root = await folderWith({ "package.json": "{", "meta_prefect.yaml": "deployments: {}\n" });
    const before = process.cwd();
    process.chdir(root);
    try {
      expect((await read(root)).diagnostics).toMatchObject([
        {
          code: "unreadable-file",
          severity: "error",
          message: expect.stringContaining("package.json") as string,
        },
        {},
      ]);
    } finally {
      process.chdir(before);
    }
  });

  it("keeps a key called __proto__ from becoming one", async () => {
    const reading = await readText(
      "deployments:\n  etl: [{ name: a, extra: { __proto__: { polluted: 1 } } }]\n",
    );
    expect(reading.project.entries).toHaveLength(1);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
