import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { requireFlow } from "./require-scope.ts";

/** What artifacts have in common. */
interface Described {
  /** Artifacts of a key are versions of one; lower-case letters, digits and dashes. @default none */
  readonly key?: string;
  readonly description?: string;
}

/** An artifact whose value goes on changing. */
export interface ProgressArtifact {
  readonly id: string;
  /** @param progress from 0 to 100 */
  readonly update: (progress: number) => Promise<void>;
}

/** Leaves a text in Markdown with the run. @returns the artifact's id */
export function createMarkdownArtifact(artifact: Described & { readonly markdown: string }): Promise<string> {
  return create("createMarkdownArtifact", "markdown", artifact, artifact.markdown);
}

/** Leaves a table with the run: rows, or lists by column. @returns the artifact's id */
export function createTableArtifact(
  artifact: Described & { readonly table: readonly JsonObject[] | Readonly<Record<string, readonly Json[]>> },
): Promise<string> {
  return create("createTableArtifact", "table", artifact, JSON.stringify(artifact.table));
}

/** Leaves a link with the run. @returns the artifact's id */
export function createLinkArtifact(
  artifact: Described & { readonly link: string; readonly linkText?: string },
): Promise<string> {
  const { link, linkText = link } = artifact;
  return create("createLinkArtifact", "markdown", artifact, `[${linkText}](${link})`);
}

/** Shows how far the run has come. */
export async function createProgressArtifact(
  artifact: Described & { readonly progress?: number },
): Promise<ProgressArtifact> {
  const what = "createProgressArtifact";
  const { api } = requireFlow(what).session;
  const id = await create(what, "progress", artifact, within(artifact.progress ?? 0));
  return { id, update: (progress) => api.patchArtifact(id, within(progress)) };
}

async function create(
  what: string,
  type: string,
  { key, description }: Described,
  data: Json,
): Promise<string> {
  const { session, flow, task } = requireFlow(what);
  if (key !== undefined && !/^[a-z0-9-]+$/.test(key)) {
    throw new MetaPrefectError("invalid-parameters", `an artifact cannot have the key "${key}"`, {
      hint: "use lower-case letters, digits and dashes",
    });
  }
  const { id } = await session.api.createArtifact({
    type,
    data,
    flow_run_id: flow.id,
    ...(key !== undefined && { key }),
    ...(description !== undefined && { description }),
    ...(task !== undefined && { task_run_id: task.id }),
  });
  return id;
}

function within(progress: number): number {
  return Math.min(100, Math.max(0, progress));
}
