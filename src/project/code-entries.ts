import { problem } from "../errors/diagnostics.ts";
import type { Origin } from "../interfaces/diagnostic.ts";
import type { FlowReader, ProjectEntry } from "../interfaces/project.ts";
import type { ExportedFlow } from "./code-modules.ts";
import type { Report } from "./project-file.ts";

/** Reads the flows that modules export wrapped. */
export async function codeEntries(
  exported: readonly ExportedFlow[],
  reader: FlowReader,
  { environment, asked }: { readonly environment: string; readonly asked: string | undefined },
  report: Report,
): Promise<readonly ProjectEntry[]> {
  const readings = await Promise.all(exported.map(({ deployable }) => reader.read(deployable.flow)));
  return exported.flatMap(({ name, deployable, location }, index): ProjectEntry[] => {
    const fixed = new Set(deployable.layers.flatMap(({ builder }) => builder.environment ?? []));
    const [only, ...others] = fixed;
    if (others.length > 0) {
      const names = [...fixed].map((each) => `"${each}"`).join(" and ");
      const hint = "wrap the flow once for each environment";
      const message = `${name} is fixed to two environments, ${names}`;
      report(problem("conflicting-environments", message, { location, hint }));
      return [];
    }
    if (asked !== undefined && only !== undefined && only !== asked) return [];
    const reading = readings[index];
    for (const diagnostic of reading?.diagnostics ?? []) report({ location, ...diagnostic });
    if (!reading?.flow) return [];
    const origin: Origin = { location, locate: () => undefined };
    const entry = { flow: reading.flow, deployable, environment: only ?? environment, origin };
    return [{ ...entry, name: { value: name, from: "export" } }];
  });
}
