import { describe, expect, it } from "vitest";
import { imageInput } from "../../../src/components/image/dockerfile.ts";
import { compose } from "../../../src/authoring/compose.ts";
import type { Flow, FlowReference } from "../../../src/kit.ts";
import { addTwoNumbers, reference, render } from "../recipes/render.ts";
import { docker } from "../../../src/recipes/docker.ts";
import type { ImageSpec } from "../../../src/interfaces/image.ts";
import { builtImage } from "../../../src/recipes/built-image.ts";

const spec: ImageSpec = {
  repository: "ghcr.io/acme/flows",
  root: "/srv/flows",
  node: true,
  secrets: { npmrc: { env: "NPM_TOKEN" } },
  env: { STAGE: "dev" },
  copy: ["flows"],
};
const textOf = (one: ImageSpec): string => {
  const { dockerfile } = imageInput(one, "3.8.8");
  return "text" in dockerfile ? dockerfile.text : "";
};

describe("the Dockerfile of an image for flows in TypeScript", () => {
  it("is on Node, installs what the lock file says before the code comes, and runs as nobody special", () => {
    expect(textOf(spec)).toBe(`FROM node:22-slim

WORKDIR /opt/prefect

ENV HOME="/tmp"
ENV PREFECT_HOME="/tmp/.prefect"
ENV STAGE="dev"
ENV PATH=/opt/prefect/node_modules/.bin:$PATH
ENV NODE_ENV="production"

COPY ["package.json","package-lock.json","/opt/prefect/"]
RUN --mount=type=secret,id=npmrc npm ci --omit=dev --no-audit --no-fund

COPY --chown=1000:1000 ["flows","/opt/prefect/flows"]

USER 1000:1000
`);
    expect(imageInput(spec, "3.8.8").placed).toEqual({
      "package.json": "package.json",
      "package-lock.json": "package-lock.json",
    });
    expect(textOf({ ...spec, base: "acme/node:1" })).toMatch(/^FROM acme\/node:1\n/);
    expect(textOf({ ...spec, node: false })).toMatch(/^FROM prefecthq\/prefect:3\.8-/);
  });

  it("is what built_image asks for where the flow is in TypeScript, and nowhere else", () => {
    const wrap = compose(builtImage({ repository: "ghcr.io/acme/flows" }), docker({}));
    const specOf = (flow: Flow, wrapped: FlowReference): unknown => {
      const { components } = render(wrap(wrapped), { flow });
      return components.find(({ kind }) => kind === "image")?.spec;
    };
    const flow = { ...addTwoNumbers, language: "typescript" as const, entrypoint: "flow.ts:add" };
    expect(specOf(flow, { language: "typescript", entrypoint: flow.entrypoint })).toMatchObject({
      node: true,
    });
    expect(specOf(addTwoNumbers, reference)).not.toHaveProperty("node");
  });
});
