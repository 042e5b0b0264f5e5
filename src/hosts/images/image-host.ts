import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type {
  BuilderName,
  ImageContent,
  ImageHost,
  ImageInput,
  ImageOptions,
} from "../../interfaces/image.ts";
import { stableJson } from "../../util/stable-json.ts";
import type { Environment } from "../environment.ts";
import { lastLines, runCommand } from "../run-command.ts";
import { builders, type Builder } from "./builders.ts";
import { readImageContent } from "./image-content.ts";
import { digestOfTag, isInsecure, splitRepository } from "./registry.ts";
import { withBuildContext } from "./build-context.ts";

/** Makes the host of one run: what goes into an image is read once, and builders are tried once. */
export function createImageHost(options: {
  readonly env: Environment;
  readonly allows?: ImageOptions | undefined;
  readonly signal?: AbortSignal | undefined;
}): ImageHost {
  const { env, allows = {}, signal } = options;
  const contents = new Map<string, Promise<ImageContent>>();
  const working = new Map<BuilderName | undefined, Promise<BuilderName | undefined>>();
  const call = (builder: Builder, input: readonly string[]): ReturnType<typeof runCommand> =>
    runCommand(builder.program, input, { env: quiet(env), signal });
  return {
    allows: { build: allows.build ?? true, push: allows.push ?? true },
    contentOf: (input) => once(contents, stableKey(input), () => readImageContent(input)),
    builder: (wanted) => once(working, wanted, () => firstThatWorks(wanted, call)),
    digestOf: (repository, tag) => digestOfTag(repository, tag, options),
    has: async (name, reference) => {
      const builder = builderNamed(name);
      return (await call(builder, builder.inspect(reference))).code === 0;
    },
    build: async (name, input, references, secrets) => {
      const builder = builderNamed(name);
      if (!builder.takesSecrets && Object.keys(secrets).length > 0)
        throw new MetaPrefectError(
          "build-failed",
          `${builder.name} without buildx cannot give secrets to the build of ${references[0] ?? ""}`,
          { hint: "install buildx, Docker's newer builder, or podman or buildah" },
        );
      const content = await once(contents, stableKey(input), () => readImageContent(input));
      const { buildArgs, labels, platform } = input;
      const result = await withBuildContext(input, content, secrets, (paths) =>
        call(builder, builder.build({ ...paths, references, buildArgs, labels, platform })),
      );
      if (result.code === 0) return;
      throw new MetaPrefectError(
        "build-failed",
        `${builder.name} could not build ${references[0] ?? ""}: ${masked(lastLines(result), buildArgs)}`,
        {
          hint: result.stderr.includes("short-name")
            ? "name the base image with its registry (docker.io/…), or list registries in registries.conf"
            : "put the failing step right in the Dockerfile, or in what it installs and copies",
        },
      );
    },
    push: async (name, reference) => {
      const builder = builderNamed(name);
      const result = await call(builder, builder.push(reference, isInsecure(reference)));
      if (result.code === 0) return;
      const { registry } = splitRepository(reference);
      throw new MetaPrefectError(
        "push-failed",
        `${builder.name} could not push ${reference}: ${lastLines(result, 1)}`,
        { hint: `check that you may push there; ${builder.program} login ${registry} logs in` },
      );
    },
  };
}

async function firstThatWorks(
  wanted: BuilderName | undefined,
  call: (builder: Builder, input: readonly string[]) => ReturnType<typeof runCommand>,
): Promise<BuilderName | undefined> {
  const candidates = wanted === undefined ? builders : [builderNamed(wanted)];
  for (const builder of candidates) {
    if ((await call(builder, builder.probe)).code === 0) return builder.name;
  }
  return undefined;
}

function builderNamed(name: BuilderName): Builder {
  const found = builders.find((builder) => builder.name === name);
  if (found === undefined) throw new TypeError(`no builder ${name}`);
  return found;
}

/** Values of build arguments are no secrets, but what is called one might be. */
function masked(text: string, buildArgs: Readonly<Record<string, string>>): string {
  return Object.entries(buildArgs)
    .filter(([name, value]) => value !== "" && /token|secret|password|key|auth/i.test(name))
    .reduce((shown, [, value]) => shown.replaceAll(value, "********"), text);
}

/** Progress bars and colours would be part of an error's words. */
function quiet(env: Environment): Environment {
  return { ...env, BUILDKIT_PROGRESS: "plain", NO_COLOR: "1" };
}

function stableKey({ platform, ...input }: ImageInput): string {
  // What is left is plain data.
  return stableJson({ ...input, platform: platform ?? null });
}

function once<Key, Value>(
  known: Map<Key, Promise<Value>>,
  key: Key,
  read: () => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}
