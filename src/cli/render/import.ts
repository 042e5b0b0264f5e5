import type { ImportProof, ImportResult, Json } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import { count } from "./table.ts";

/** What was written, how far it is proven, and the next step. */
export function renderImport({ file, deployments, components, notes, proof }: ImportResult): string {
  const parts = [
    count(deployments, "deployment"),
    ...(proof === undefined ? [count(components, "component")] : []),
  ];
  return [
    `Wrote ${escape(file)}: ${parts.join(", ")}.`,
    ...notes.map(escape),
    ...(proof === undefined ? [] : proofLines(proof, deployments)),
    "Next: `meta-prefect plan --adopt` says what taking it over would do.",
    "",
  ].join("\n");
}

function proofLines(
  { compared, equal, differences, known }: ImportProof,
  deployments: number,
): readonly string[] {
  if (deployments === 0) return ["The file has no deployment that could be taken over."];
  const whole = equal === deployments;
  return [
    "",
    whole
      ? `Proof: all ${count(equal, "deployment")} equal, field by field, what \`prefect deploy\` writes for the file.`
      : `Proof: ${String(equal)} of ${count(deployments, "deployment")} equal what \`prefect deploy\` writes; ${String(deployments - compared)} could not be compared.`,
    ...differences.map(
      ({ deployment, field, prefect, ours }) =>
        `  ${escape(deployment)}  ${escape(field)}: prefect deploy ${value(prefect)}, here ${value(ours)}`,
    ),
    ...(known.length === 0
      ? []
      : ["Known differences:", ...known.map((sentence) => `  ${escape(sentence)}`)]),
    "",
  ];
}

function value(json: Json): string {
  return cut(escape(JSON.stringify(json)), 60);
}
