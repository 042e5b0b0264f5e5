import { describe, expect, it } from "vitest";
import { builders, type BuildRequest } from "../../../src/hosts/images/builders.ts";

const request: BuildRequest = {
  context: "/build/context",
  dockerfile: "/build/Dockerfile",
  references: ["ghcr.io/acme/flows:0123", "ghcr.io/acme/flows:main"],
  buildArgs: { STAGE: "dev; rm -rf /" },
  secrets: { pip: "/build/secret-0" },
  labels: { team: "data" },
  platform: "linux/amd64",
};
const usual = [
  ...["--file", "/build/Dockerfile", "--tag", "ghcr.io/acme/flows:0123", "--tag", "ghcr.io/acme/flows:main"],
  ...["--build-arg", "STAGE=dev; rm -rf /", "--secret", "id=pip,src=/build/secret-0", "--label", "team=data"],
  ...["--platform", "linux/amd64", "/build/context"],
];

describe("the command lines of builders", () => {
  it("are tried in this order, and each asks whether it can build [A47]", () => {
    expect(builders.map(({ name, program, probe }) => [name, program, ...probe].join(" "))).toEqual([
      "buildx docker buildx ls",
      "docker docker version --format {{.Server.Version}}",
      "podman podman info --format {{.Version.Version}}",
      "buildah buildah version",
    ]);
  });

  it("hand every build argument on, as one argument and through no shell [A40, A47, E29]", () => {
    expect(builders.map(({ name, build }) => [name, build(request)])).toEqual([
      ["buildx", ["buildx", "build", "--load", ...usual]],
      ["docker", ["build", ...usual]],
      ["podman", ["build", "--format", "docker", ...usual]],
      ["buildah", ["build", "--format", "docker", "--layers", ...usual]],
    ]);
  });

  it("push one reference, without encryption only to a registry of this machine", () => {
    const pushes = builders.map(({ push }) => [push("r/a:1", false), push("127.0.0.1:5000/a:1", true)]);
    expect(pushes).toEqual([
      ...Array.from({ length: 2 }, () => [
        ["push", "r/a:1"],
        ["push", "127.0.0.1:5000/a:1"],
      ]),
      ...Array.from({ length: 2 }, () => [
        ["push", "r/a:1"],
        ["push", "--tls-verify=false", "127.0.0.1:5000/a:1"],
      ]),
    ]);
  });
});
