import { problem } from "../errors/diagnostics.ts";
import type { Origin } from "../interfaces/diagnostic.ts";
import type { FlowReference, InspectMode } from "../interfaces/flow.ts";
import type { FlowReader } from "../interfaces/project.ts";
import type { ExportedFlow } from "./code-modules.ts";
import { flowToAsk } from "./flow-to-ask.ts";
import type { Report } from "./project-file.ts";
import type { UnsettledEntry } from "./settle-flows.ts";

/** What the run says about all entries. */
interface RunFacts {
  readonly environment: string;
  /** The environment that was asked for; entries that fix another are left out. */
  readonly asked: string | undefined;
  readonly inspect: InspectMode;
}

/** Reads the flows that modules export wrapped. */
export async function codeEntries(
  exported: readonly ExportedFlow[],
  reader: FlowReader<FlowReference>,
  { environment, asked, inspect }: RunFacts,
  report: Report,
): Promise<readonly UnsettledEntry[]> {
  const readings = await Promise.all(exported.map(({ deployable }) => reader.read(deployable.flow)));
  return exported.flatMap(({ name, deployable, location }, index): UnsettledEntry[] => {
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
    if (!reading) return [];
    const { flow: reference } = deployable;
    const unread =
      reference.language === "python" ? flowToAsk(reference.entrypoint, reading, inspect) : undefined;
    if (!unread) for (const diagnostic of reading.diagnostics) report({ location, ...diagnostic });
    const flow = unread ?? reading.flow;
    if (!flow) return [];
    const origin: Origin = { location, locate: () => undefined };
    const entry = { flow, deployable, environment: only ?? environment, origin };
    return [{ ...entry, name: { value: name, from: "export" }, inspect: undefined, parametersSchema: {} }];
  });
}
