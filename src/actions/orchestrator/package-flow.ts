import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { dockerfileText, imageInput } from "../../components/image/dockerfile.ts";
import { splitReference } from "../../components/image/reference.ts";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { createImageHost } from "../../hosts/images/image-host.ts";
import type { ImageSpec } from "../../interfaces/image.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { PackageResult } from "../../interfaces/orchestrator.ts";
import { connect } from "../connect.ts";
import { entrypointScript, orchestratedName } from "./entrypoint-script.ts";
import { checked, packagingOptions, type Packaging } from "./options.ts";

/** Prefect's minor version where no server is at hand. */
const fallbackVersion = "3.8";

/** Writes the entrypoint script and the Dockerfile and, unless a work pool's deploy builds it, the image. */
export async function packageFlow(given: object, caller: CallerOptions): Promise<PackageResult> {
  const options = checked(packagingOptions, given, "packaging");
  const root = resolve(caller.directory);
  const script = `${options.prefect_files}/run.py`;
  const spec = imageOf(options, root, script);
  const prefect = options.base_image === undefined ? await serverVersion(caller) : fallbackVersion;
  await write(join(root, script), entrypointScript(options));
  const dockerfile = join(root, options.dockerfile_path);
  await write(dockerfile, dockerfileText(spec, prefect));
  const result = { script: join(root, script), dockerfile };
  if (options.work_pool !== undefined)
    return {
      ...result,
      image: null,
      note: `no image was built: deploying to ${options.work_pool} builds it`,
    };
  if (!options.build_image)
    return { ...result, image: null, note: "no image was built, as build_image or --no-build says" };
  const image = await build(spec, prefect, options, caller);
  return { ...result, image };
}

async function build(
  spec: ImageSpec,
  prefect: string,
  options: Packaging,
  { env, signal }: CallerOptions,
): Promise<string> {
  const images = createImageHost({ env, signal });
  const input = imageInput(spec, prefect);
  const { missing } = await images.contentOf(input);
  if (missing.length > 0)
    throw new MetaPrefectError(
      "missing-file",
      `the image is made with ${missing.join(", ")}, which is not there`,
      {
        hint: "make it, or take it out; .dockerignore may leave it out",
      },
    );
  const builder = await images.builder(undefined);
  if (builder === undefined)
    throw new MetaPrefectError("no-builder", "none of docker, podman and buildah works here", {
      hint: "install one of them, or start its engine",
    });
  const [tag = "latest"] = spec.tags ?? [];
  const reference = `${spec.repository}:${tag}`;
  await images.build(builder, input, [reference], {});
  if (!options.push_image) return reference;
  await images.push(builder, reference);
  const digest = await images.digestOf(spec.repository, tag);
  return digest === undefined ? reference : `${spec.repository}@${digest}`;
}

function imageOf(options: Packaging, root: string, script: string): ImageSpec {
  const { repository, tag = "latest" } = splitReference(
    options.docker_image_tag ?? orchestratedName(options),
  );
  const {
    install_location: install,
    run_cmd: command = ["python", script],
    docker_kwargs: buildArgs,
  } = options;
  return {
    root,
    repository,
    tags: [tag],
    buildArgs,
    copy: [options.prefect_files, ...options.copy_files],
    command: typeof command === "string" ? wordsOf(command) : command,
    ...(options.base_image !== undefined && { base: options.base_image }),
    ...(install !== undefined && {
      install: (typeof install === "string" ? [install] : install).map(unquoted),
    }),
  };
}

/** A command of plain words needs no shell; any other means one. */
function wordsOf(command: string): readonly string[] {
  return /^[\w@%+=:,./\s-]+$/.test(command) ? command.trim().split(/\s+/) : ["sh", "-c", command];
}

/** Documented values have quotes of a shell in them. */
function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, "$1");
}

async function serverVersion(caller: CallerOptions): Promise<string> {
  try {
    const { api } = await connect(caller, resolve(caller.directory), { mayStart: false });
    return await api.version();
  } catch {
    // Packaging needs no server; it only makes the base image the right one.
    return fallbackVersion;
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
