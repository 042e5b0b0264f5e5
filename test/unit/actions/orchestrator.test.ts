import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import {
  entrypointScript,
  legal,
  orchestratedName,
  recordedVariables,
} from "../../../src/actions/orchestrator/entrypoint-script.ts";
import { deployingOptions } from "../../../src/actions/orchestrator/deploying-options.ts";
import { checked, packagingOptions } from "../../../src/actions/orchestrator/options.ts";
import { ownManifest } from "../../../src/actions/orchestrator/own-manifest.ts";
import { poolDraft } from "../../../src/actions/orchestrator/pool-draft.ts";
import { PrefectOrchestrator } from "../../../src/actions/orchestrator/prefect-orchestrator.ts";
import { servingManifests } from "../../../src/actions/orchestrator/serving-manifests.ts";
import { listArguments, startArguments } from "../../../src/hosts/container-host.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

const packaging = (more: object = {}) =>
  checked(packagingOptions, { lolpop_class: "QuickstartRunner", ...more }, "packaging");
const deploying = (more: object = {}) =>
  checked(deployingOptions, { deployment_name: "lolpop-quickstart", ...more }, "deploying");

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject();
});
afterAll(() => folder.remove());

describe("options of an orchestrator", () => {
  it("have the documented names and defaults [A13, A14, A19, A22, A26, A28, A29, A30, A35, A36, A37]", () => {
    expect(packaging()).toMatchObject({
      ...{
        class: "QuickstartRunner",
        module: "lolpop.runner",
        entrypoint: "build_all",
        package_type: "docker",
      },
      ...{
        flow_name: "prefect_entrypoint",
        prefect_files: "prefect_files",
        copy_files: [],
        push_image: false,
      },
      ...{
        dockerfile_path: "Dockerfile",
        skip_validation: false,
        create_deployment: false,
        job_variables: {},
      },
    });
    expect(deploying()).toMatchObject({
      ...{ deployment_type: "docker", dockerfile: "Dockerfile", push_image: false, num_replicas: 1 },
      ...{
        secret_name: "prefect-secrets",
        prefect_api_key: "prefect-api-key",
        prefect_api_url: "prefect-api-url",
      },
      ...{
        namespace: "lolpop",
        image_pull_policy: "Never",
        manifest_path: "prefect_files/deployment_manifest.yaml",
      },
      ...{
        worker_image: "prefecthq/prefect:3-latest-kubernetes",
        worker_deployment_manifest: "prefect_files/worker_deployment_manifest.yaml",
      },
      ...{ flow_kwargs: {}, deployment_kwargs: {}, job_variables: {} },
    });
    expect(deploying().work_pool).toBeUndefined();
    expect(deploying().k8s_deployment_manifest).toBeUndefined();
  });

  it("that nobody knows are mistakes, all of them told at once [A14, A22, A68, A70]", () => {
    const wrong = (): unknown => packaging({ package_type: "zip", copy_file: [], entrypoint: "a-b" });
    expect(wrong).toThrow(/package_type: [^;]*; [^]*copy_file/);
    expect(wrong).toThrow(/entrypoint: "?expected a name of Python|entrypoint: /);
    expect(() => deploying({ deployment_type: "eks" })).toThrow(/deployment_type: "eks"/);
  });

  it("give names that Docker and Kubernetes take [A63]", () => {
    expect(orchestratedName(packaging())).toBe("lolpop-quickstartrunner-build-all");
    expect(legal("_Quick__Start/1.0 ")).toBe("quick-start-1.0");
  });
});

describe("the entrypoint script", () => {
  it("is a flow round the method, run once or served [A18, A20, A35, A38, A57]", () => {
    const once = entrypointScript(
      packaging({
        config_file: "prefect_files/dev.yaml",
        skip_validation: true,
        flow_kwargs: { retries: 2, log_prints: true, name: 'a "b"' },
      }),
    );
    expect(once).toBe(`# Written by meta-prefect deployment package. Writing it again replaces it.
from prefect import flow

from lolpop.runner import QuickstartRunner


@flow(retries=2, log_prints=True, name="a \\"b\\"")
def prefect_entrypoint():
    runner = QuickstartRunner(conf="prefect_files/dev.yaml", skip_config_validation=True)
    return runner.build_all()


if __name__ == "__main__":
    prefect_entrypoint()
`);
    expect(entrypointScript(packaging({ create_deployment: true }))).toContain(
      'prefect_entrypoint.serve(name="lolpop-quickstartrunner-build-all-serve")',
    );
    expect(entrypointScript(packaging({ create_deployment: true, work_pool: "x" }))).not.toContain("serve");
    expect(() =>
      execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: once }),
    ).not.toThrow();
  });

  it("and the Dockerfile are all that packaging for a work pool makes [A16, A21, A62, A64]", async () => {
    const orchestrator = new PrefectOrchestrator({ directory: folder.path, env: {}, interactive: false });
    const result = await orchestrator.package({
      ...{ lolpop_class: "QuickstartRunner", work_pool: "lolpop-docker-pool", base_image: "acme/base:1" },
      ...{ copy_files: ["train.csv"], lolpop_install_location: "'lolpop[cli,prefect]'" },
    });
    expect(result.image).toBeNull();
    expect(result.note).toContain("deploying to lolpop-docker-pool builds it");
    expect(await readFile(result.script, "utf8")).toContain("def prefect_entrypoint():");
    const dockerfile = await readFile(result.dockerfile, "utf8");
    expect(dockerfile).toContain("pip install --no-cache-dir 'lolpop[cli,prefect]'");
    expect(dockerfile).toContain('COPY --chown=1000:1000 ["prefect_files","/opt/prefect/prefect_files"]');
    expect(dockerfile).toContain('CMD ["python","prefect_files/run.py"]');
  });

  it("remembers job variables for the deploy that follows, whose own win [A21]", async () => {
    const project = await makeProject();
    onTestFinished(project.remove);
    const caller = { directory: project.path, env: {}, interactive: false };
    const job_variables = { cpu_request: "1", namespace: "flows", note: "}\n# job_variables: {}" };
    await new PrefectOrchestrator(caller).package({ class: "Runner", work_pool: "p", job_variables });
    const given = {
      deployment_type: "kubernetes",
      ensure_worker: false,
      job_variables: { namespace: "own" },
    };
    const { draft } = await poolDraft(deploying({ work_pool: "p", ...given }), "p", caller);
    const recipes = z
      .object({ deployments: z.record(z.string(), z.tuple([z.object({ recipes: z.array(z.json()) })])) })
      .parse(JSON.parse(draft.text)).deployments["prefect_files/run.py:prefect_entrypoint"]?.[0].recipes;
    expect(recipes).toContainEqual({ job_variables: { ...job_variables, namespace: "own" } });
    expect(recordedVariables("# somebody's own\n# job_variables: {}\n")).toEqual({});
  });

  it("ends with a command of plain words, or one for a shell [A17]", async () => {
    const commandOf = async (run_cmd: unknown): Promise<string | undefined> => {
      const orchestrator = new PrefectOrchestrator({ directory: folder.path, env: {}, interactive: false });
      const { dockerfile } = await orchestrator.package({ class: "Runner", work_pool: "p", run_cmd });
      return (await readFile(dockerfile, "utf8")).trim().split("\n").at(-1);
    };
    expect(await commandOf("python  prefect_files/run.py")).toBe('CMD ["python","prefect_files/run.py"]');
    expect(await commandOf(["python", "a b.py"])).toBe('CMD ["python","a b.py"]');
    expect(await commandOf('python "a b.py" && echo $DONE')).toBe(
      'CMD ["sh","-c","python \\"a b.py\\" && echo $DONE"]',
    );
  });
});

describe("what serves a deployment", () => {
  it("on Kubernetes is a Deployment whose settings come from a Secret's keys [A28, A29, A42, A43, A44]", () => {
    const settings = { PREFECT_API_URL: "http://127.0.0.1:4200/api", PREFECT_API_KEY: "pnu_canary" };
    const { secret, deployment } = servingManifests(
      deploying({ deployment_type: "kubernetes", num_replicas: 2 }),
      "acme/flows:1",
      settings,
    );
    expect(secret).toMatchObject({
      metadata: { name: "prefect-secrets", namespace: "lolpop" },
      stringData: { "prefect-api-url": settings.PREFECT_API_URL, "prefect-api-key": "pnu_canary" },
    });
    expect(JSON.stringify(deployment)).not.toContain("canary");
    expect(deployment).toMatchObject({
      metadata: { name: "lolpop-quickstart", namespace: "lolpop" },
      spec: {
        replicas: 2,
        template: {
          spec: {
            containers: [
              {
                image: "acme/flows:1",
                imagePullPolicy: "Never",
                env: [
                  {
                    name: "PREFECT_API_URL",
                    valueFrom: { secretKeyRef: { name: "prefect-secrets", key: "prefect-api-url" } },
                  },
                  { name: "PREFECT_API_KEY", valueFrom: { secretKeyRef: { optional: true } } },
                  { name: "PREFECT_API_AUTH_STRING" },
                ],
              },
            ],
          },
        },
      },
    });
  });

  it("on Kubernetes may be a Deployment of one's own, which is read before anything is applied [A26, A30]", async () => {
    const project = await makeProject({
      "own.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: mine, labels: { team: data } }\nspec: { replicas: 3 }\n",
      "service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {}\n",
      "two.yaml": "kind: Deployment\n---\nkind: Service\n",
      "broken.yaml": "kind: [\n",
      "empty.yaml": "",
    });
    onTestFinished(project.remove);
    const where = { directory: project.path };
    const options = deploying({ deployment_type: "kubernetes", k8s_deployment_manifest: "own.yaml" });
    expect(await ownManifest("own.yaml", options, where)).toEqual({
      ...{ apiVersion: "apps/v1", kind: "Deployment", spec: { replicas: 3 } },
      metadata: {
        ...{ name: "mine", namespace: "lolpop" },
        labels: { team: "data", "meta-prefect.io/serves": "lolpop-quickstart" },
      },
    });
    const wrong = {
      "missing.yaml": /manifest missing\.yaml cannot be used: ENOENT/,
      "service.yaml": /kind: "Service" is not valid: expected one Deployment; metadata: name: missing/,
      "two.yaml": /it has 2 documents/,
      "broken.yaml": /broken\.yaml cannot be used: .*flow/i,
      "empty.yaml": /it is empty/,
    };
    for (const [file, message] of Object.entries(wrong)) {
      await expect(ownManifest(file, options, where)).rejects.toThrow(message);
      const check = new PrefectOrchestrator({ ...where, env: {}, interactive: false }).check;
      const { diagnostics } = await check({
        ...{ deployment_name: "x", deployment_type: "kubernetes", k8s_deployment_manifest: file },
      });
      expect(diagnostics.map((one) => one.message)).toEqual([expect.stringMatching(message)]);
    }
  });

  it("on Docker is a container whose settings are passed by name, found again by its label (arguments; no engine runs here) [A34]", () => {
    expect(
      startArguments("acme/flows:1", "meta-prefect.serves=x", ["PREFECT_API_URL", "PREFECT_API_KEY"]),
    ).toEqual([
      ...["run", "--detach", "--label", "meta-prefect.serves=x"],
      ...["--env", "PREFECT_API_URL", "--env", "PREFECT_API_KEY", "acme/flows:1"],
    ]);
    expect(listArguments({ image: "a:1" })).toEqual([
      "ps",
      "--quiet",
      "--no-trunc",
      "--filter",
      "ancestor=a:1",
    ]);
  });

  it("needs an image, or a work pool [A23, A43]", async () => {
    const orchestrator = new PrefectOrchestrator({ directory: folder.path, env: {}, interactive: false });
    await expect(orchestrator.deploy({ deployment_name: "x" })).rejects.toThrow(
      /docker_image_name is missing/,
    );
    await expect(orchestrator.deploy({ deployment_name: "x", deployment_type: "process" })).rejects.toThrow(
      /needs a work pool/,
    );
    await expect(orchestrator.deploy({})).rejects.toThrow(/deployment_name: missing/);
  });
});
