import { describe, expect, it } from "vitest";
import { defaultBase, dockerfileText, imageInput } from "../../../src/components/image/dockerfile.ts";
import { imageDriver } from "../../../src/components/image/driver.ts";
import { isRepository, isTag, splitReference } from "../../../src/components/image/reference.ts";
import { schemaChecker } from "../../../src/hosts/schema-checker.ts";
import type { ImageSpec } from "../../../src/interfaces/image.ts";

const spec: ImageSpec = {
  repository: "ghcr.io/acme/flows",
  root: "/srv/flows",
  requirements: ["requirements.txt"],
  install: ["prefect-aws>=0.5", "dist/lolpop-testing.tar.gz[cli,prefect]"],
  buildArgs: { STAGE: "dev" },
  secrets: { pip: { env: "PIP_TOKEN" } },
  env: { NAME: 'a "b" $c' },
  labels: { team: "data" },
  run: ["echo $STAGE"],
  copy: ["src/", "flows", "my data.csv"],
  files: { "run.py": "print()" },
  command: ["python", "run.py"],
};

describe("the Dockerfile of an image", () => {
  it("has the requirements before archives, and the project's files last [E12, E10, E11, A17, A39, A40, A41, D21]", () => {
    expect(dockerfileText(spec, "3.8.8")).toBe(`FROM prefecthq/prefect:3.8-python3.12

ARG STAGE

WORKDIR /opt/prefect
LABEL team="data"

ENV PYTHONPATH="/opt/prefect"
ENV HOME="/tmp"
ENV PREFECT_HOME="/tmp/.prefect"
ENV NAME="a \\"b\\" \\$c"

COPY ["requirements.txt","/opt/prefect/requirements.txt"]
RUN --mount=type=secret,id=pip python -m pip install --no-cache-dir -r requirements.txt

RUN --mount=type=secret,id=pip python -m pip install --no-cache-dir 'prefect-aws>=0.5'

COPY ["dist/lolpop-testing.tar.gz","/tmp/install/"]
RUN --mount=type=secret,id=pip python -m pip install --no-cache-dir '/tmp/install/lolpop-testing.tar.gz[cli,prefect]'

RUN echo $STAGE

COPY --chown=1000:1000 ["src","/opt/prefect/src"]
COPY --chown=1000:1000 ["flows","/opt/prefect/flows"]
COPY --chown=1000:1000 ["my data.csv","/opt/prefect/my data.csv"]

COPY --chown=1000:1000 ["run.py","/opt/prefect/run.py"]

USER 1000:1000
CMD ["python","run.py"]
`);
  });

  it("begins with Prefect's image for the server's minor version unless told otherwise [E10, A15]", () => {
    expect(defaultBase("3.12.1", "3.13")).toBe("prefecthq/prefect:3.12-python3.13");
    // Prefect Cloud has no version, and is always the newest 3.
    expect(defaultBase("cloud")).toBe("prefecthq/prefect:3-python3.12");
    const text = dockerfileText({ repository: "a/b", root: "/srv", base: "acme/base:1" }, "3.8.8");
    expect(text).toBe(
      'FROM acme/base:1\n\nWORKDIR /opt/prefect\n\nENV PYTHONPATH="/opt/prefect"\nENV HOME="/tmp"\nENV PREFECT_HOME="/tmp/.prefect"\n\nCOPY --chown=1000:1000 [".","/opt/prefect/"]\n\nUSER 1000:1000\n',
    );
  });

  it("takes archives from where they are, and leaves names to pip [A58]", () => {
    expect(imageInput(spec, "3.8.8").placed).toEqual({
      "requirements.txt": "requirements.txt",
      "dist/lolpop-testing.tar.gz": "dist/lolpop-testing.tar.gz",
    });
  });

  it("may be one's own", () => {
    const own = imageInput(
      { repository: "a/b", root: "/srv", dockerfile: "Dockerfile", labels: { a: "1" } },
      "3.8.8",
    );
    expect(own).toMatchObject({
      dockerfile: { path: "Dockerfile" },
      copy: ["."],
      placed: {},
      labels: { a: "1" },
    });
  });
});

describe("references of images", () => {
  it("survive ports and digests [A25]", () => {
    expect(splitReference("127.0.0.1:5000/a/b")).toEqual({ repository: "127.0.0.1:5000/a/b" });
    expect(splitReference("127.0.0.1:5000/a/b:1.0@sha256:ab")).toEqual({
      repository: "127.0.0.1:5000/a/b",
      tag: "1.0",
      digest: "sha256:ab",
    });
    expect(["a", "ghcr.io/acme/flows", "localhost:5000/x__y/z-1"].every(isRepository)).toBe(true);
    expect(["", "A/b", "ghcr.io/acme/flows:1", "a//b", "-a"].some(isRepository)).toBe(false);
    expect([isTag("v1.0_x"), isTag("a/b"), isTag("")]).toEqual([true, false, false]);
  });

  it("are refused with all that is wrong, before anything is asked", () => {
    const bad: ImageSpec = {
      repository: "Acme/x:1",
      root: "/srv",
      tags: ["a b"],
      copy: ["../secrets", "/etc"],
    };
    const component = { kind: "image", name: bad.repository, spec: bad, requires: [] };
    const findings = imageDriver.check?.(component, schemaChecker) ?? [];
    expect(findings.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "invalid-image"));
    expect(findings.map(({ message }) => message).join("\n")).toMatch(
      /"Acme\/x:1"[^]*"a b"[^]*"\.\.\/secrets"[^]*"\/etc"/,
    );
  });
});
