import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { PipelineOptions, PipelineResult } from "../interfaces/ci.ts";
import { readApiSettings } from "../project/read-api-settings.ts";
import { environmentIn } from "./declarations.ts";
import { githubWorkflow } from "./ci/github.ts";
import { gitlabPipeline } from "./ci/gitlab.ts";
import { factsOf, prefectSecrets } from "./ci/plan-of-pipeline.ts";

const mark = "# Written by `meta-prefect ci`. Writing it again replaces it.\n";

/**
 * Writes a pipeline that deploys an environment when its branch is pushed.
 *
 * @throws MetaPrefectError `file-exists` when the file was written by somebody else; `no-image` when jobs are to run in an image
 *   that nothing builds
 */
export async function writePipeline(options: PipelineOptions): Promise<PipelineResult> {
  const { root } = await readApiSettings(options);
  const environment = options.environment ?? environmentIn(options.env);
  const facts = factsOf(options, environment);
  if (facts.inImage && (facts.repository === undefined || options.system !== "github"))
    throw new MetaPrefectError("no-image", "there is no image in which the jobs could run", {
      hint: "--in-image is for GitHub, and needs --repository",
    });
  const usual = { github: `.github/workflows/deploy-${environment}.yml`, gitlab: ".gitlab-ci.yml" } as const;
  const file = options.out ?? join(root, usual[options.system]);
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before !== undefined && !before.startsWith(mark)) {
    throw new MetaPrefectError(
      "file-exists",
      `${file} is there already, and was not written by this command`,
      {
        hint: "choose another file with --out",
      },
    );
  }
  const { stringify } = await import("yaml");
  const content = options.system === "github" ? githubWorkflow(facts) : gitlabPipeline(facts);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, mark + stringify(content, { aliasDuplicateObjects: false, lineWidth: 0 }));
  const registry = facts.repository === undefined ? [] : ["REGISTRY_USER", "REGISTRY_PASSWORD"];
  return { file, environment, branch: facts.branch, secrets: [...prefectSecrets, ...registry] };
}
