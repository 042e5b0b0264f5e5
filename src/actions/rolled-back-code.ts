import { problem, warning } from "../errors/diagnostics.ts";
import type { Component, DeploymentComponent } from "../interfaces/component.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Json } from "../interfaces/json.ts";
import type { Build, OwnedComponent } from "../interfaces/plan.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";
import { isObject } from "../util/stable-json.ts";

/** Where the code of a commit is. */
export interface CommitCode {
  /** The project's folder, absolute. */
  readonly root: string;
  /** A copy of it as it was. */
  readonly folder: string;
  readonly commit: string;
  /** Addresses of the repositories that the checkout knows. */
  readonly remotes: readonly string[];
}

/**
 * What was declared at a commit, with the code of that commit: uploads and images are made of the copy, and a branch of
 * the project's own repository becomes the commit itself.
 */
export function withCodeOf(build: Build, code: CommitCode): Build {
  const own = new Set(code.remotes.map(plainAddress));
  const pinned = new Set(
    build.components.flatMap(({ component: { kind, name, spec } }) =>
      kind === "storage" && "repository" in spec && own.has(plainAddress(String(spec.repository)))
        ? [name]
        : [],
    ),
  );
  return {
    ...build,
    components: build.components.map((owned): OwnedComponent => {
      const { component } = owned;
      if (isDeclaredDeployment(component)) {
        const fields = pin(component.spec.fields, pinned, code.commit);
        const spec = { ...component.spec, fields: isObject(fields) ? fields : component.spec.fields };
        return { ...owned, component: { ...component, spec } };
      }
      return { ...owned, component: fromCopy(component, code) };
    }),
  };
}

/** Deployments whose code would not be that of the commit. */
export function codeFindings(
  build: Build,
  now: Build | undefined,
  { root, to }: { readonly root: string; readonly to: string },
): readonly Diagnostic[] {
  const digests = new Map(
    (now?.components ?? []).flatMap(({ component }) =>
      isDeclaredDeployment(component) ? [[entrypointOf(component), component.spec.digest]] : [],
    ),
  );
  return build.components.flatMap(({ component, location }): readonly Diagnostic[] => {
    if (!isDeclaredDeployment(component)) return [];
    const place = location ?? component.spec.location;
    const at = place === undefined ? {} : { location: place };
    const steps = component.spec.fields["pull_steps"] ?? null;
    if (textsIn(steps).some((text) => text === root || text.startsWith(`${root}/`))) {
      if (digests.get(entrypointOf(component)) === component.spec.digest) return [];
      const message = `${component.name} runs the code in ${root}, which is not that of ${to}`;
      const hint = "check that commit out and deploy it; or take the code from git, a bucket or an image";
      return [problem("code-not-rolled-back", message, { hint, ...at })];
    }
    if (!clonesBranch(steps)) return [];
    const message = `${component.name} clones a branch at each run, so its code stays the newest`;
    const hint = "git_storage with commit: head, or with pin: true, goes back with the rest";
    return [warning("code-not-rolled-back", message, { hint, ...at })];
  });
}

function entrypointOf({ spec }: DeploymentComponent): string {
  return `${spec.flow} ${JSON.stringify(spec.fields["entrypoint"] ?? null)}`;
}

/** What is uploaded or built comes from the copy; where it is kept stays the same. */
function fromCopy(component: Component, { root, folder }: CommitCode): Component {
  const { spec } = component;
  if (!["storage", "image"].includes(component.kind) || !("root" in spec)) return component;
  const from = String(spec.root);
  const isInside = from === root || from.startsWith(`${root}/`);
  return isInside ? { ...component, spec: { ...spec, root: folder + from.slice(root.length) } } : component;
}

function pin(value: Json, storages: ReadonlySet<string>, commit: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => pin(item, storages, commit));
  if (!isObject(value)) return value;
  const { $late: late, of: storage, value: wanted } = value;
  if (late === "storage" && wanted === "commit" && typeof storage === "string" && storages.has(storage))
    return commit;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pin(item, storages, commit)]));
}

function clonesBranch(steps: Json): boolean {
  if (!Array.isArray(steps)) return false;
  return steps.some((step: Json) => {
    const clone = isObject(step) ? step["prefect.deployments.steps.git_clone"] : undefined;
    if (!isObject(clone)) return false;
    const commit = clone["commit_sha"];
    // A late one is the newest commit of another repository's branch.
    return commit === undefined || isObject(commit);
  });
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item));
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** The same for all ways to write the address of a repository: `host/owner/name`. */
function plainAddress(address: string): string {
  return address
    .replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/i, "")
    .replace(/^[^/@]*@([^:/]+):/, "$1/")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
}
