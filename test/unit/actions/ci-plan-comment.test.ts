import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { githubWorkflow } from "../../../src/actions/ci/github.ts";
import { factsOf } from "../../../src/actions/ci/plan-of-pipeline.ts";

// GitHub is not here: a program called gh stands for its command line, keeps the comments, and answers as `gh api` does.
const gh = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const [, ...given] = process.argv.slice(2);
const method = given.includes("--method") ? given[given.indexOf("--method") + 1] : "GET";
const path = given.find((one) => one.startsWith("repos/"));
appendFileSync("calls", method + " " + path + "\\n");
const comments = existsSync("comments") ? JSON.parse(readFileSync("comments", "utf8")) : [{ id: 7, body: "of somebody" }];
const body = readFileSync("plan.md", "utf8");
if (method === "GET") for (const one of comments) if (one.body.startsWith(process.env.MARKER)) console.log(one.id);
if (method === "POST") comments.push({ id: 8, body });
if (method === "PATCH") comments.find(({ id }) => path.endsWith("/" + id)).body = body;
writeFileSync("comments", JSON.stringify(comments));
`;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "meta-prefect-test-comment-"));
  writeFileSync(join(folder, "gh"), gh);
  chmodSync(join(folder, "gh"), 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Job {
  readonly steps: readonly { readonly run?: string }[];
}

describe("a pull request", () => {
  it("has one comment with its plan, which the next push writes anew [N34]", () => {
    const facts = factsOf({ directory: folder, env: {}, interactive: false, system: "github" }, "dev");
    const { plan } = githubWorkflow(facts)["jobs"] as unknown as Readonly<Record<string, Job>>;
    const [planning, commenting] = plan?.steps.slice(-2) ?? [];
    expect(planning?.run).toBe("npx meta-prefect plan --env dev --comment-file plan.md || test $? -eq 2");
    const PATH = [folder, process.env["PATH"]].join(delimiter);
    const env = { PATH, GITHUB_REPOSITORY: "acme/flows", PULL_REQUEST: "12" };
    for (const text of ["first", "second"]) {
      writeFileSync(join(folder, "plan.md"), `<!-- meta-prefect acme dev -->\n${text}\n`);
      execFileSync("bash", ["-e", "-c", commenting?.run ?? "exit 1"], {
        ...{ cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] },
      });
    }
    expect(JSON.parse(readFileSync(join(folder, "comments"), "utf8"))).toEqual([
      { id: 7, body: "of somebody" },
      { id: 8, body: "<!-- meta-prefect acme dev -->\nsecond\n" },
    ]);
    expect(readFileSync(join(folder, "calls"), "utf8").split("\n")).toEqual([
      "GET repos/acme/flows/issues/12/comments",
      "POST repos/acme/flows/issues/12/comments",
      "GET repos/acme/flows/issues/12/comments",
      "PATCH repos/acme/flows/issues/comments/8",
      "",
    ]);
  });
});
