import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commandNames } from "../../../src/cli/commands.ts";
import { completionScript } from "../../../src/cli/completion.ts";

/** What bash offers for a line. */
function offered(...words: readonly string[]): readonly string[] {
  const line = words.map((word) => `'${word}'`).join(" ");
  const script = `${completionScript("bash") ?? ""}
COMP_WORDS=(meta-prefect ${line}); COMP_CWORD=${String(words.length)}; _meta_prefect; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8", cwd: "/" });
  if (stderr !== "") throw new TypeError(stderr);
  return stdout.split("\n").filter((word) => word !== "");
}

describe("completion in bash", () => {
  it("offers commands, those of a group, options and what an option can be", () => {
    expect(offered("de")).toEqual(["deploy", "destroy", "deployment"]);
    expect(offered("recipes", "")).toEqual(expect.arrayContaining(["new", "docs", "list", "show"]));
    expect(offered("plan", "--ad")).toEqual(["--adopt"]);
    expect(offered("recipes", "docs", "--h")).toEqual(["--html", "--help"]);
    expect(offered("render", "--format", "")).toEqual(["yaml", "json", "prefect-yaml"]);
  });
});

describe("completion in other shells", () => {
  it("knows every command", () => {
    const fish = completionScript("fish") ?? "";
    for (const name of commandNames) expect(fish).toContain(` -a ${name.split(" ").at(-1) ?? ""}`);
    expect(completionScript("zsh")).toMatch(/^#compdef meta-prefect\n/);
    expect(completionScript("powershell")).toBeUndefined();
  });
});
