import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApplyContext, Comparison, Driver, Finding, ObservedWorld } from "../../interfaces/driver.ts";
import type { ImageSpec, ObservedImage } from "../../interfaces/image.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { Change } from "../../interfaces/plan.ts";
import { isObject } from "../../util/stable-json.ts";
import { imageInput } from "./dockerfile.ts";
import { isRepository, isTag } from "./reference.ts";

/** What a change of an image does. */
interface ImageStep {
  readonly spec: ImageSpec;
  readonly prefect: string;
}

interface Observed extends ObservedImage {
  readonly prefect: string;
}

/**
 * How images are looked at and made. What goes into one has a digest, which is its tag: a registry that has the tag has the
 * image, whoever built it, and nothing is built or pushed. Images are never deleted.
 */
export const imageDriver: Driver<ImageSpec, Observed> = {
  kind: "image",
  check: ({ name, spec }) => checkImage(name, spec),
  observe: async (components, _project, world) =>
    new Map(
      await Promise.all(
        components.map(async ({ name, spec }) => [`image:${name}`, await look(spec, world)] as const),
      ),
    ),
  compare: ({ name, spec }, observed, { ledger }): Comparison => {
    if (observed === undefined) return { action: "none" };
    if (observed.problems.length > 0) return refuse(observed.problems.map((one) => missing(name, one)));
    if (observed.exists) return { action: "none", ledger: ledgerOf(observed) };
    if (!observed.mayBuild)
      return lastBuilt(ledger) === undefined ? refuse([neverBuilt(name)]) : { action: "none" };
    if (observed.builder === undefined) return refuse([noBuilder(name, spec)]);
    const have = ledger?.["v"];
    const step: ImageStep = { spec, prefect: observed.prefect };
    return {
      action: have === undefined ? "create" : "update",
      fields: [
        { path: "content", want: observed.content, ...(have !== undefined && { have }) },
        { path: observed.push ? "push" : "build", want: observed.builder },
      ],
      // A spec is plain data.
      step: step as unknown as Json,
      ledger: { before: ledger ?? {}, after: {} },
    };
  },
  apply,
  remember: (_entry, result) => ledgerOf(result),
  orphans: (wanted, owners, known, _world, entryOf) =>
    Promise.resolve(
      known
        .filter((key) => key.startsWith("image:") && !wanted.has(key))
        .flatMap((key) =>
          owners
            .filter((owner) => entryOf(owner, key) !== undefined)
            .map((owner) => ({ kind: "image", name: key.slice("image:".length), owner, step: {} })),
        ),
    ),
  // Other projects may run it, and so may deployments that are being taken back: it is only forgotten.
  remove: () => Promise.resolve(),
};

/** The reference that a ledger remembers of an image. */
export function lastBuilt(ledger: JsonObject | undefined): string | undefined {
  return typeof ledger?.["r"] === "string" ? ledger["r"] : undefined;
}

/** The digest of what goes into it stands for the declaration, which may have a tag of its own in every run. */
function ledgerOf({ content, reference }: ObservedImage): JsonObject {
  return { v: content, ...(reference !== undefined && { r: reference }) };
}

async function look(spec: ImageSpec, world: ObservedWorld): Promise<Observed> {
  const { images } = world;
  const prefect = await world.once("version", () => world.api.version());
  const [{ digest: content, missing: problems }, builder] = await Promise.all([
    images.contentOf(imageInput(spec, prefect)),
    images.builder(spec.builder),
  ]);
  const push = spec.push !== false && images.allows.push;
  const rest = {
    ...{ content, problems, push, prefect, mayBuild: images.allows.build },
    ...(builder !== undefined && { builder }),
  };
  if (problems.length > 0) return { ...rest, exists: false };
  const reference = await referenceOf(spec, content, push, builder, world);
  return { ...rest, exists: reference !== undefined, ...(reference !== undefined && { reference }) };
}

async function referenceOf(
  { repository }: ImageSpec,
  content: string,
  push: boolean,
  builder: ObservedImage["builder"],
  { images }: Pick<ObservedWorld, "images">,
): Promise<string | undefined> {
  if (push) {
    const digest = await images.digestOf(repository, content);
    return digest === undefined ? undefined : `${repository}@${digest}`;
  }
  const local = `${repository}:${content}`;
  return builder !== undefined && (await images.has(builder, local)) ? local : undefined;
}

async function apply(change: Change, context: ApplyContext): Promise<Observed> {
  const { images, secrets } = context;
  const { spec, prefect } = change.step as unknown as ImageStep;
  const { repository, tags = [] } = spec;
  const input = imageInput(spec, prefect);
  const [{ digest: content }, builder] = await Promise.all([
    images.contentOf(input),
    images.builder(spec.builder),
  ]);
  if (builder === undefined) {
    const { message, hint } = noBuilder(repository, spec);
    throw new MetaPrefectError("no-builder", message, { hint });
  }
  const push = spec.push !== false && images.allows.push;
  const references = [content, ...tags.filter((tag) => tag !== content)].map((tag) => `${repository}:${tag}`);
  const values = await Promise.all(
    Object.entries(input.secrets).map(async ([id, source]) => {
      const value = await secrets.resolve(source);
      return [id, isObject(value) ? JSON.stringify(value) : value] as const;
    }),
  );
  await images.build(builder, input, references, Object.fromEntries(values));
  if (push) for (const reference of references) await images.push(builder, reference);
  const reference = await referenceOf(spec, content, push, builder, context);
  if (reference === undefined) {
    throw new MetaPrefectError("push-failed", `${repository} has no tag ${content} after it was pushed`, {
      hint: "check that the builder pushes to the registry that is asked",
    });
  }
  return { exists: true, content, reference, mayBuild: true, push, builder, problems: [], prefect };
}

function checkImage(name: string, spec: ImageSpec): readonly Finding[] {
  const invalid = (message: string, hint: string): Finding => ({ code: "invalid-image", message, hint });
  const paths = [
    ...(spec.copy ?? []),
    ...(spec.requirements ?? []),
    ...(spec.dockerfile === undefined ? [] : [spec.dockerfile]),
  ];
  return [
    ...(isRepository(name)
      ? []
      : [
          invalid(
            `${JSON.stringify(name)} is no name of a repository`,
            "write registry/name in lower case, without a tag",
          ),
        ]),
    ...(spec.tags ?? [])
      .filter((tag) => !isTag(tag))
      .map((tag) =>
        invalid(`${JSON.stringify(tag)} is no tag`, "use letters, digits, . _ and -, at most 128"),
      ),
    ...paths
      .filter((path) => path.startsWith("/") || path.split("/").includes(".."))
      .map((path) =>
        invalid(
          `${JSON.stringify(path)} is not below the project's folder`,
          "name files and folders of the project, relative to it",
        ),
      ),
  ];
}

function refuse(diagnostics: readonly Finding[]): Comparison {
  return { action: "refuse", diagnostics };
}

function missing(name: string, path: string): Finding {
  const message = `the image ${name} is made with ${path}, which is not there`;
  return { code: "missing-file", message, hint: "make it, or take it out; .dockerignore may leave it out" };
}

function neverBuilt(name: string): Finding {
  const message = `no image ${name} was ever built, and --no-build was given`;
  return { code: "no-image", message, hint: "deploy once without --no-build" };
}

function noBuilder(name: string, { builder }: ImageSpec): Finding {
  const message = `the image ${name} must be built, and ${builder ?? "none of docker, podman and buildah"} ${builder === undefined ? "works" : "does not work"} here`;
  return {
    code: "no-builder",
    message,
    hint: "install one of them, or start its engine; --no-build uses the image that was built last",
  };
}
