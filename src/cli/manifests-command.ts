import { resolve } from "node:path";
import type { ManifestsResult } from "../index.ts";
import { projectAnswer, type Handler } from "./answer.ts";
import type { CommandSpec } from "./command-spec.ts";
import { escape } from "./render/escape.ts";

/** The command that writes files for a cluster. */
export const manifestsCommands = {
  manifests: {
    summary: "Write the declared workers in clusters as files, for GitOps and for Prefect's own Helm charts.",
    arguments: [],
    options: ["out"],
    readOnly: false,
    destructive: false,
    idempotent: true,
    exitCodes: { 0: "done", 1: "error" },
    examples: [
      ["meta-prefect manifests --out manifests --env prod", "no cluster is asked, and no secret written"],
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

/** `manifests`: writes them. */
export const manifests: Handler = async ({ library, options, invocation, io }) => {
  const out = invocation.value("out");
  const result = await library.writeManifests({
    ...options,
    ...(out !== undefined && { out: resolve(io.cwd, out) }),
  });
  return projectAnswer(result, { exitCode: 0, document: result, stdout: render(result) });
};

function render({ files, secrets }: ManifestsResult): string {
  if (files.length === 0) return "No worker in a cluster is declared.\n";
  const lines = [
    ...files.map((file) => `wrote ${file}`),
    ...secrets.map(
      ({ namespace, name, keys }) =>
        `not written: secret ${name} of namespace ${namespace} with ${keys.join(", ")}; make it in the cluster`,
    ),
  ];
  return `${lines.map(escape).join("\n")}\n`;
}
