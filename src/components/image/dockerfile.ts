import type { ImageInput, ImageSpec } from "../../interfaces/image.ts";
import { nodeLines, nodeLockFiles } from "./node-dockerfile.ts";

/** Where an archive from outside the project stands in the build context; others stand at their own place. */
const installFolder = ".install";
const defaultFolder = "/opt/prefect";

/** The image that flows of a server's version run in; of the newest Prefect 3 where it has none, as Prefect Cloud. */
export function defaultBase(prefectVersion: string, python = "3.12"): string {
  const version = /^\d+\.\d+/.exec(prefectVersion)?.[0] ?? "3";
  return `prefecthq/prefect:${version}-python${python}`;
}

/** What a builder is given for an image. Pure. */
export function imageInput(spec: ImageSpec, prefectVersion: string): ImageInput {
  const { root, dockerfile, copy = ["."], files = {}, buildArgs = {}, secrets = {}, labels = {} } = spec;
  const common = { root, copy, files, buildArgs, secrets, platform: spec.platform };
  if (dockerfile !== undefined) return { ...common, labels, dockerfile: { path: dockerfile }, placed: {} };
  const archives = (spec.install ?? []).filter(isLocal).map((one) => pathOf(one));
  const placed = [
    ...(spec.node === true ? nodeLockFiles.map((path) => [path, path] as const) : []),
    ...(spec.requirements ?? []).map((path) => [path, path] as const),
    ...archives.map((path) => [placeOf(path), path] as const),
  ];
  return {
    ...common,
    labels: {},
    dockerfile: { text: dockerfileText(spec, prefectVersion) },
    placed: Object.fromEntries(placed),
  };
}

/**
 * The Dockerfile of an image. What seldom changes comes first, the project's files last, so that an edited flow rebuilds
 * one layer. Pure.
 */
export function dockerfileText(spec: ImageSpec, prefectVersion: string): string {
  const folder = spec.folder ?? defaultFolder;
  const user = spec.user ?? "1000:1000";
  const mounts = Object.keys(spec.secrets ?? {}).map((id) => `--mount=type=secret,id=${id} `);
  const install = (what: string): string =>
    `RUN ${mounts.join("")}python -m pip install --no-cache-dir ${what}`;
  const node = spec.node === true ? nodeLines(spec, folder, mounts.join("")) : undefined;
  const archives = (spec.install ?? []).filter(isLocal);
  const names = (spec.install ?? []).filter((one) => !isLocal(one));
  const sections: readonly (readonly string[])[] = [
    [`FROM ${node?.base ?? spec.base ?? defaultBase(prefectVersion, spec.python)}`],
    Object.keys(spec.buildArgs ?? {}).map((name) => `ARG ${name}`),
    [
      `WORKDIR ${folder}`,
      ...Object.entries(spec.labels ?? {}).map(([name, value]) => `LABEL ${pair(name, value)}`),
    ],
    // Whoever runs in it has no home, and Prefect writes into one.
    [
      ...Object.entries({
        ...(node === undefined && { PYTHONPATH: folder }),
        HOME: "/tmp",
        PREFECT_HOME: "/tmp/.prefect",
        ...spec.env,
      }).map(([name, value]) => `ENV ${pair(name, value)}`),
      ...(node?.env ?? []),
    ],
    node?.install ?? [],
    (spec.requirements ?? []).flatMap((path) => [
      `COPY ${list([path, `${folder}/${path}`])}`,
      install(`-r ${quoted(path)}`),
    ]),
    names.length > 0 ? [install(names.map(quoted).join(" "))] : [],
    archives.length > 0
      ? [
          `COPY ${list([...archives.map((one) => placeOf(pathOf(one))), "/tmp/install/"])}`,
          install(
            archives.map((one) => quoted(`/tmp/install/${baseName(pathOf(one))}${extrasOf(one)}`)).join(" "),
          ),
        ]
      : [],
    (spec.run ?? []).map((command) => `RUN ${command}`),
    (spec.copy ?? ["."]).map((path) => `COPY --chown=${user} ${list([source(path), target(folder, path)])}`),
    Object.keys(spec.files ?? {}).map((path) => `COPY --chown=${user} ${list([path, target(folder, path)])}`),
    [`USER ${user}`, ...(spec.command === undefined ? [] : [`CMD ${list(spec.command)}`])],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Whether pip is to install a file of the project and not a name: `dist/acme-1.0.tar.gz[cli]`. */
export function isLocal(what: string): boolean {
  return /\.(whl|zip|tar\.gz|tgz|tar\.bz2|tar)$/.test(pathOf(what)) && !what.includes("://");
}

/** Without extras. */
export function pathOf(what: string): string {
  return what.replace(/\[[^\]]*\]$/, "").replace(/^\.\//, "");
}

/** In the build context: so that the written Dockerfile builds by itself too. */
function placeOf(path: string): string {
  const isInside = !path.startsWith("/") && !path.split("/").includes("..");
  return isInside ? path : `${installFolder}/${baseName(path)}`;
}

function extrasOf(what: string): string {
  return /\[[^\]]*\]$/.exec(what)?.[0] ?? "";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Folders are copied with what is in them, into a folder of their name. */
function source(path: string): string {
  return path === "." ? "." : path.replace(/\/+$/, "");
}

function target(folder: string, path: string): string {
  return path === "." ? `${folder}/` : `${folder}/${path.replace(/\/+$/, "")}`;
}

/** The form of COPY and CMD that takes blanks and needs no shell. */
function list(parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function pair(name: string, value: string): string {
  return `${name}=${JSON.stringify(value).replaceAll("$", "\\$")}`;
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
