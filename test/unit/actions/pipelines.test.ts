import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { render } from "../../../src/actions/render.ts";
import { writePipeline } from "../../../src/actions/write-pipeline.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder;
const options = () => ({ directory: folder.path, env: {}, interactive: false, environment: "dev" });
const all = {
  repository: "ghcr.io/acme/flows",
  infrastructure: "infra",
  deploymentsFile: "prefect-deployments-dev.yaml",
};
beforeAll(async () => {
  folder = await makeProject({ "meta_prefect.yaml": "name: acme\n" });
});
afterAll(() => folder.remove());

describe("a GitHub workflow", () => {
  it("builds the image by commit and digest, makes the infrastructure, deploys, and has secrets in no argument [E35, E36, E37, E38, E39, E40, D04]", async () => {
    const result = await writePipeline({ ...options(), ...all, system: "github" });
    expect(result).toMatchObject({
      file: join(folder.path, ".github/workflows/deploy-dev.yml"),
      branch: "dev",
      secrets: ["PREFECT_API_URL", "PREFECT_API_KEY", "REGISTRY_USER", "REGISTRY_PASSWORD"],
    });
    const workflow: unknown = parse(await readFile(result.file, "utf8"));
    expect(workflow).toMatchObject({
      name: "Deploy to dev",
      on: { workflow_dispatch: {}, push: { branches: ["dev"] } },
      jobs: {
        "build-image": { outputs: { image: "${{ steps.push.outputs.image }}" } },
        infra: { needs: ["build-image"] },
        "deploy-flows": {
          needs: ["build-image", "infra"],
          env: {
            PREFECT_API_KEY: "${{ secrets.PREFECT_API_KEY }}",
            IMAGE: "${{ needs.build-image.outputs.image }}",
          },
        },
      },
    });
    const text = JSON.stringify(workflow);
    const commands = [...text.matchAll(/"run":"([^]*?)"[,}]/g)].map(([, run = ""]) => run);
    expect(commands.join("\n")).not.toContain("secrets.");
    expect(commands).toContain("npx meta-prefect deploy -f prefect-deployments-dev.yaml --env dev");
    expect(commands).toContain("npx meta-prefect deploy --project infra --env dev");
    expect(text).toContain("$GITHUB_STEP_SUMMARY");
    expect(text).toContain("$REPOSITORY:$GITHUB_SHA");
  });

  it("builds one image, in which jobs deploy, workers live and runs run [E09]", async () => {
    const written = await writePipeline({ ...options(), ...all, system: "github", inImage: true });
    const job = z.object({
      container: z.object({ image: z.string() }).optional(),
      env: z.record(z.string(), z.string()),
      steps: z.array(z.object({ run: z.string().optional() })),
    });
    const { jobs } = z
      .object({ jobs: z.record(z.string(), job) })
      .parse(parse(await readFile(written.file, "utf8")));
    const builds = Object.values(jobs).flatMap(({ steps }) =>
      steps.filter(({ run }) => run?.includes("docker build")),
    );
    expect(builds).toHaveLength(1);
    const image = "${{ needs.build-image.outputs.image }}";
    for (const name of ["infra", "deploy-flows"])
      expect([jobs[name]?.container?.image, jobs[name]?.env["IMAGE"]]).toEqual([image, image]);
    await folder.write(
      "infra/meta_prefect.yaml",
      `name: acme-infra
components:
  - work_pool: { name: cluster, type: kubernetes }
  - cluster_worker: { pool: cluster, namespace: flows, image: "\${IMAGE}", api: { url: "https://prefect.example.com/api" } }
`,
    );
    await folder.write(
      "runs/meta_prefect.yaml",
      `name: acme-runs
deployments:
  train:
    - name: nightly
      recipes: [{ kubernetes: { pool: cluster, image: "\${IMAGE}" } }]
`,
    );
    await folder.write("runs/flow.py", "from prefect import flow\n\n@flow\ndef train(): ...\n");
    const env = { IMAGE: "ghcr.io/acme/flows@sha256:4711" };
    const of = (part: string) =>
      render({
        ...options(),
        directory: join(folder.path, part),
        env,
        selectors: [],
        modules: [],
        resolve: false,
      });
    const worker = (await of("infra")).components.find(({ kind }) => kind === "cluster-worker");
    const [run] = (await of("runs")).deployments;
    expect(worker?.spec["image"]).toBe(env.IMAGE);
    expect(run?.body["job_variables"]).toMatchObject({ image: env.IMAGE });
  });

  it("cannot have its jobs in an image that nothing builds", async () => {
    await expect(writePipeline({ ...options(), system: "github", inImage: true })).rejects.toMatchObject({
      code: "no-image",
    });
    const gitlab = { ...options(), ...all, system: "gitlab" as const, inImage: true };
    await expect(writePipeline(gitlab)).rejects.toMatchObject({ code: "no-image" });
  });

  it("replaces only what the command wrote", async () => {
    const again = await writePipeline({ ...options(), system: "github", branch: "release/1" });
    expect(parse(await readFile(again.file, "utf8"))).toMatchObject({
      on: { push: { branches: ["release/1"] } },
    });
    await folder.write(".gitlab-ci.yml", "stages: []\n");
    await expect(writePipeline({ ...options(), system: "gitlab" })).rejects.toMatchObject({
      code: "file-exists",
    });
    expect(await readFile(join(folder.path, ".gitlab-ci.yml"), "utf8")).toBe("stages: []\n");
  });
});
