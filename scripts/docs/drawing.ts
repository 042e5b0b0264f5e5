import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";

const rules = z.object({
  forbidden: z.array(
    z.object({
      name: z.string(),
      from: z.object({ path: z.unknown().optional() }),
      to: z.object({ pathNot: z.unknown().optional() }),
    }),
  ),
});
const patterns = z.array(z.string());

/** Who may import whom, drawn from the import rules: one arrow for each room that another may import. */
export function drawing(root: string): string {
  const config: unknown = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"));
  const arrows = rules.parse(config).forbidden.flatMap(({ name, from, to }) => {
    if (!name.endsWith("-imports")) return [];
    const room = nameOf(z.string().parse(from.path));
    const may = patterns.parse(to.pathNot).map(nameOf);
    return may
      .filter((other) => other !== room && !everywhere.test(other))
      .map((other) => [room, other] as const);
  });
  const lines = arrows.map(([room, other]) => `  ${id(room)}["${room}"] --> ${id(other)}["${other}"]`);
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}

/** Rooms that nearly all others import; arrows to them would hide the rest. */
const everywhere = /^(interfaces|errors|util)(\/|$)/;

/** `^src/kit[.]ts$` is `kit.ts`, `^src/util/` is `util`. */
function nameOf(pattern: string): string {
  return pattern.replace("^src/", "").replace(/[/$]$/, "").replaceAll("[.]", ".");
}

function id(name: string): string {
  return name.replaceAll(/\W/g, "_");
}
