import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createContainerHost, listArguments, startArguments } from "../../src/hosts/container-host.ts";
import { builders } from "../../src/hosts/images/builders.ts";
import { createImageHost } from "../../src/hosts/images/image-host.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";

/* No engine runs here: Docker's own command line reads the arguments, and then finds nobody to send them to. */
let folder: ProjectFolder;
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  DOCKER_HOST: `unix://${folder.path}/no.sock`,
  DOCKER_CONFIG: join(folder.path, "config"),
  // The builder of its own, also where buildx is installed.
  DOCKER_BUILDKIT: "0",
});
const docker = (input: readonly string[]): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((resolve) => {
    execFile("docker", input, { env: environment() }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, said: stdout + stderr });
    });
  });
const request = () => ({
  context: join(folder.path, "context"),
  dockerfile: join(folder.path, "context", "Dockerfile"),
  references: ["acme/flows:1", "acme/flows:2"],
  buildArgs: { STAGE: "dev", EMPTY: "" },
  labels: { team: "data", "org.example/a": "b=c" },
  platform: "linux/amd64",
});

beforeAll(async () => {
  folder = await makeProject({ "context/Dockerfile": "FROM scratch\n" });
  await mkdir(join(folder.path, "config"));
  await writeFile(join(folder.path, "config", "config.json"), "{}");
});
afterAll(() => folder.remove());

describe("what is said to docker", () => {
  it("is understood by its command line: build, push, inspect, version, run and ps (buildx is another program, and not tried) [N20]", async () => {
    const builder = builders.find(({ name }) => name === "docker");
    const calls = [
      builder?.build({ ...request(), secrets: {} }),
      builder?.push("acme/flows:1", false),
      builder?.inspect("acme/flows:1"),
      builder?.probe,
      startArguments("acme/flows:1", "meta-prefect.serves=x", ["PREFECT_API_URL", "PREFECT_API_KEY"]),
      listArguments({ label: "meta-prefect.serves=x" }),
      listArguments({ image: "acme/flows:1" }),
      ["stop", "4711"],
    ];
    for (const call of calls) {
      const { code, said } = await docker(call ?? []);
      expect([call?.[0], code === 0, said]).toEqual([
        call?.[0],
        false,
        expect.stringContaining("Cannot connect to the Docker daemon") as string,
      ]);
      expect(said).not.toMatch(/unknown (shorthand )?flag|requires .*argument|invalid/);
    }
    expect((await docker(["build", "--no-such-flag", "."])).said).toContain("unknown flag");
  });

  it("and fails is told by its reason, not by where Docker explains itself", async () => {
    await expect(
      createContainerHost({ env: environment() }).start("acme/flows:1", "a=b", []),
    ).rejects.toThrow(/^docker run failed: .*Cannot connect to the Docker daemon/);
  });

  it("has no secret in it where that would not be understood: that is told instead", async () => {
    const builder = builders.find(({ name }) => name === "docker");
    const secret = builder?.build({ ...request(), secrets: { pip: "/nowhere" } }) ?? [];
    expect((await docker(secret)).said).toContain("unknown flag: --secret");
    const input = {
      ...{ root: request().context, copy: ["."], files: {}, buildArgs: {}, labels: {}, placed: {} },
      ...{
        secrets: { pip: { env: "PIP_TOKEN" } },
        dockerfile: { text: "FROM scratch\n" },
        platform: undefined,
      },
    };
    const host = createImageHost({ env: environment() });
    await expect(host.build("docker", input, ["acme/flows:1"], { pip: "canary" })).rejects.toMatchObject({
      code: "build-failed",
      message: "docker without buildx cannot give secrets to the build of acme/flows:1",
    });
  });
});
