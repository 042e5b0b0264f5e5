import type { Component } from "./component.ts";
import type { Json } from "./json.ts";
import type { SecretSource } from "./secret.ts";

/** A program that builds and pushes images. */
export type BuilderName = "buildx" | "docker" | "podman" | "buildah";

/** What an image is made of, and where it goes. */
export interface ImageSpec {
  /** Registry and name, without a tag: `registry.example.com/acme/flows`. */
  readonly repository: string;
  /** What it is called besides the tag that its content gives it. @default none */
  readonly tags?: readonly string[];
  /** Folder that everything is taken from, absolute. */
  readonly root: string;
  /** A Dockerfile of one's own, relative to the root, instead of one that is written from the rest. */
  readonly dockerfile?: string;
  /** @default `prefecthq/prefect:3.<minor version of the server>-python<python>` */
  readonly base?: string;
  /** Of the default base image. @default "3.12" */
  readonly python?: string;
  /**
   * An image for flows in TypeScript: on Node, with what the root's package-lock.json says; pip installs nothing.
   *
   * @default false
   */
  readonly node?: boolean;
  /** Requirements files of pip, relative to the root. */
  readonly requirements?: readonly string[];
  /** What pip installs besides: names, or archives and wheels below the root, also with extras. */
  readonly install?: readonly string[];
  /** Files and folders that are copied into the working folder, relative to the root. */
  readonly copy?: readonly string[];
  /** Files that are written for the image, by their path in the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Seen only by the steps that install, as `/run/secrets/<key>`. */
  readonly secrets?: Readonly<Record<string, SecretSource>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Shell commands before the project's files are copied. */
  readonly run?: readonly string[];
  /** What the container does unless told otherwise. @default what the base image does */
  readonly command?: readonly string[];
  /** Who runs in it, as in a Dockerfile. @default "1000:1000" */
  readonly user?: string;
  /** Where the project's files are in it. @default "/opt/prefect" */
  readonly folder?: string;
  /** For example `linux/amd64`. @default the builder's own */
  readonly platform?: string;
  /** Whether it goes to the registry; otherwise it stays with the builder. @default true */
  readonly push?: boolean;
  /** @default the first that works of buildx, docker, podman and buildah */
  readonly builder?: BuilderName;
}

/** An image that is built when deploying; its name is its repository. */
export type ImageComponent = Component<"image", ImageSpec>;

/** Stands in a job variable for the image's reference, which is known only when it is in the registry. */
export interface LateImage {
  readonly [key: string]: Json;
  readonly $late: "image";
  /** Name of the image component. */
  readonly of: string;
}

/** What was found of an image. */
export interface ObservedImage {
  /** Whether what would be built is there already. */
  readonly exists: boolean;
  /** Digest of everything that goes into it: the tag by which it is found again. */
  readonly content: string;
  /** By which runs name it: `repository@sha256:…`, or `repository:content` where it is not pushed. */
  readonly reference?: string;
  /** Whether this run may build, and push. */
  readonly mayBuild: boolean;
  readonly push: boolean;
  /** What would build it; absent when nothing here can. */
  readonly builder?: BuilderName;
  /** Why it cannot be built: paths that are not there, for example. */
  readonly problems: readonly string[];
}

/** What a builder is given. */
export interface ImageInput {
  readonly root: string;
  /** Text of the Dockerfile, or the path of one below the root. */
  readonly dockerfile: { readonly text: string } | { readonly path: string };
  readonly copy: readonly string[];
  /** Files below the root that go to a place of their own, by that place. */
  readonly placed: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly platform?: string | undefined;
}

/** Everything that goes into an image, as it is on disk now. */
export interface ImageContent {
  /** 16 hex digits; the same input gives the same. */
  readonly digest: string;
  /** Files of the build context: absolute path on disk, by path in the context. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths that are named and are not there. */
  readonly missing: readonly string[];
}

/** Builds images and asks registries. */
export interface ImageHost {
  /** What the caller allows: `--no-build`, `--no-push`. */
  readonly allows: { readonly build: boolean; readonly push: boolean };
  /** Reads the input; once in a run for each. */
  readonly contentOf: (input: ImageInput) => Promise<ImageContent>;
  /** The builder to use: the wanted one, else the first that works; undefined when there is none. */
  readonly builder: (wanted: BuilderName | undefined) => Promise<BuilderName | undefined>;
  /**
   * Digest (`sha256:…`) of a tag; undefined when the registry has none.
   *
   * @throws MetaPrefectError `registry-failed`
   */
  readonly digestOf: (repository: string, tag: string) => Promise<string | undefined>;
  /** Whether a builder has an image. */
  readonly has: (builder: BuilderName, reference: string) => Promise<boolean>;
  /**
   * Builds, and gives the result its tags.
   *
   * @throws MetaPrefectError `build-failed`
   */
  readonly build: (
    builder: BuilderName,
    input: ImageInput,
    references: readonly string[],
    secrets: Readonly<Record<string, string>>,
  ) => Promise<void>;
  /** @throws MetaPrefectError `push-failed` */
  readonly push: (builder: BuilderName, reference: string) => Promise<void>;
}

/** What a run may do about images. */
export interface ImageOptions {
  /** Otherwise what was built last is used. @default true */
  readonly build?: boolean;
  /** Otherwise what is built stays with the builder. @default true */
  readonly push?: boolean;
}
