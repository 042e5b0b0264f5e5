import { z } from "zod";
import { schemaText } from "../../src/actions/schema-text.ts";
import { componentForms } from "../../src/components/forms.ts";
import type { ComponentForm } from "../../src/interfaces/component-form.ts";

const intro = `What must exist whether a deployment needs it or not stands below \`components:\` of \`meta_prefect.yaml\`: a list, each
item one kind with its fields. In code, a module exports what the kit's function of the kind answers, or a list of such.

\`\`\`yaml
components:
  - variable: { name: "region_\${env}", value: { primary: eu } }
  - global_concurrency_limit: { name: "database-\${env}", limit: 5 }
  - work_pool: { name: "batch-\${env}", type: process }
    environments: [prod, staging] # default: the run's environment
  - work_queue: { pool: "batch-\${env}", name: urgent, priority: 1 }
    environments: [prod, staging]
\`\`\`

They are built, planned and applied with what deployments need: what another names is made before it, in the same run. What
exists already and is nobody's is refused unless \`--adopt\`; what belongs to another project or environment is always refused.
A field that is left out stays as people have it; one that was declared before goes back to its default.`;

/** docs/components.md: the kinds that the project file may declare by themselves. */
export function componentsPage(): string {
  const sections = componentForms
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map((form) => [`## ${form.key}`, form.summary, fieldsOf(form)].join("\n\n"));
  return ["# Components", intro, ...sections].join("\n\n");
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  required: z.array(z.string()).default([]),
});

function fieldsOf({ fields }: ComponentForm): string {
  const schema = z.toJSONSchema(fields, { io: "input", unrepresentable: "any" });
  const { properties, required } = objectSchema.parse(schema);
  const rows = Object.entries(properties).map(([name, property]) => {
    const { description } = property;
    const need = required.includes(name) ? "required" : "optional";
    const meaning = typeof description === "string" ? description : "";
    return `| \`${name}\` | ${cell(schemaText(property))} | ${need} | ${cell(meaning)} |`;
  });
  return ["| field | type | need | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
