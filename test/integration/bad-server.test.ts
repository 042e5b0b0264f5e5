import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli, type CliResult } from "../support/cli.ts";
import { makeProject } from "../support/project-folder.ts";

const files = {
  "flows.py": `from prefect import flow


@flow
def etl():
    pass
`,
  "meta_prefect.yaml": `deployments:
  etl:
    - {name: main, recipe: tags, variables: {tags: [x]}}
`,
};

async function deploy(env: Readonly<Record<string, string>>): Promise<CliResult> {
  const folder = await makeProject(files);
  onTestFinished(folder.remove);
  return runCli(["deploy"], { cwd: folder.path, env });
}

describe("a server", () => {
  async function answering(handle: RequestListener): Promise<string> {
    const server: Server = createServer(handle).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.close().closeAllConnections();
    });
    const address = server.address();
    return `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}/api`;
  }
  const errorLines = (text: string): readonly string[] =>
    text.split("\n").filter((line) => line.startsWith("error"));

  it("that is away gives one clear line", async () => {
    const { code, stderr } = await deploy({ PREFECT_API_URL: "http://127.0.0.1:9/api" });
    expect(code).toBe(1);
    expect(errorLines(stderr)).toHaveLength(1);
    expect(stderr).toContain("http://127.0.0.1:9/api");
  });

  it("that answers HTML gives one clear line", async () => {
    const url = await answering((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>log in</html>");
    });
    const { code, stderr } = await deploy({ PREFECT_API_URL: url });
    expect(code).toBe(1);
    expect(errorLines(stderr)).toHaveLength(1);
    expect(stderr).toContain("a web page");
  });

  it("that refuses the key gives one clear line without the key", async () => {
    const url = await answering((_request, response) => {
      response
        .writeHead(401, { "content-type": "application/json" })
        .end('{"detail":"Invalid authentication credentials"}');
    });
    const env = { PREFECT_API_URL: url, PREFECT_API_KEY: "canary-7f3a" };
    const { code, stdout, stderr } = await deploy(env);
    expect(code).toBe(1);
    expect(errorLines(stderr)).toHaveLength(1);
    expect(stderr).toContain("PREFECT_API_KEY");
    expect(stdout + stderr).not.toContain("canary-7f3a");
  });

  it("of another major version gives one clear line", async () => {
    const url = await answering((request, response) => {
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(request.url?.endsWith("/version") === true ? '"2.20.4"' : "[]");
    });
    const { code, stderr } = await deploy({ PREFECT_API_URL: url });
    expect(code).toBe(1);
    expect(errorLines(stderr)).toHaveLength(1);
    expect(stderr).toContain("2.20.4");
  });

  it("that nobody configured is an error that names the ways out, and nothing is started", async () => {
    const { code, stderr } = await deploy({ PREFECT_API_URL: "" });
    expect(code).toBe(1);
    expect(stderr).toContain("no-api");
    for (const way of ["PREFECT_API_URL", "profile", "server start", "--local"])
      expect(stderr).toContain(way);
  });
});
