import type { BuilderName } from "../../interfaces/image.ts";

/** What a build is asked to do, as paths and plain values. */
export interface BuildRequest {
  /** Folder of the build context, absolute. */
  readonly context: string;
  /** Absolute. */
  readonly dockerfile: string;
  /** `repository:tag` of each name that the result gets. */
  readonly references: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Absolute path of the file with the value, by id. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly platform?: string | undefined;
}

/** A program that builds images, as arguments of its command line. */
export interface Builder {
  readonly name: BuilderName;
  readonly program: string;
  /** Whether the steps of a build can be given secrets. */
  readonly takesSecrets: boolean;
  /** Ends with 0 where the program can build. */
  readonly probe: readonly string[];
  readonly build: (request: BuildRequest) => readonly string[];
  /** @param insecure the registry speaks plain HTTP */
  readonly push: (reference: string, insecure: boolean) => readonly string[];
  /** Ends with 0 where it has the image. */
  readonly inspect: (reference: string) => readonly string[];
}

const buildx: Builder = {
  name: "buildx",
  program: "docker",
  takesSecrets: true,
  // The engine that it loads the result into is asked too.
  probe: ["buildx", "ls"],
  build: (request) => ["buildx", "build", "--load", ...usual(request)],
  push: (reference) => ["push", reference],
  inspect: (reference) => ["image", "inspect", reference],
};

const docker: Builder = {
  ...buildx,
  name: "docker",
  // Where it has no buildx, it builds in its old way.
  takesSecrets: false,
  probe: ["version", "--format", "{{.Server.Version}}"],
  build: (request) => ["build", ...usual(request)],
};

const podman: Builder = {
  name: "podman",
  program: "podman",
  takesSecrets: true,
  probe: ["info", "--format", "{{.Version.Version}}"],
  build: (request) => ["build", "--format", "docker", ...usual(request)],
  push: (reference, insecure) => ["push", ...(insecure ? ["--tls-verify=false"] : []), reference],
  inspect: (reference) => ["image", "exists", reference],
};

const buildah: Builder = {
  name: "buildah",
  program: "buildah",
  takesSecrets: true,
  probe: ["version"],
  build: (request) => ["build", "--format", "docker", "--layers", ...usual(request)],
  push: (reference, insecure) => ["push", ...(insecure ? ["--tls-verify=false"] : []), reference],
  inspect: (reference) => ["inspect", "--type", "image", reference],
};

/** In the order in which they are tried. */
export const builders: readonly Builder[] = [buildx, docker, podman, buildah];

/** Options that all of them have in common. */
function usual(request: BuildRequest): readonly string[] {
  const { platform } = request;
  return [
    "--file",
    request.dockerfile,
    ...request.references.flatMap((reference) => ["--tag", reference]),
    ...Object.entries(request.buildArgs).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...Object.entries(request.secrets).flatMap(([id, path]) => ["--secret", `id=${id},src=${path}`]),
    ...Object.entries(request.labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
    ...(platform === undefined ? [] : ["--platform", platform]),
    request.context,
  ];
}
