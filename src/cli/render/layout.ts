import type { GraphNode, GraphResult } from "../../index.ts";

/** Height of a box, px. */
export const boxHeight = 44;

/** Where a box stands, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What is written in a box. */
export function linesOf({ kind, name, recipes = [], external = false }: GraphNode): readonly string[] {
  const about = external ? `${kind}, not ours` : kind;
  return [name, recipes.length > 0 ? recipes.join(", ") : about];
}

/**
 * Columns by how far a thing is from what needs nothing else's need: what is needed stands right of what needs it. In a
 * column, things stand near the middle of what needs them, so that few lines cross.
 */
export function layOut({ nodes, edges }: GraphResult): {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
} {
  const needing = new Map(
    nodes.map(({ id }) => [id, edges.filter(({ to }) => to === id).map(({ from }) => from)]),
  );
  const depths = new Map<string, number>();
  const depth = (id: string, path: readonly string[] = []): number => {
    const known = depths.get(id);
    if (known !== undefined || path.includes(id)) return known ?? 0;
    const above = (needing.get(id) ?? []).map((one) => depth(one, [...path, id]) + 1);
    const found = Math.max(0, ...above);
    depths.set(id, found);
    return found;
  };
  const columns: GraphNode[][] = [];
  for (const node of nodes) (columns[depth(node.id)] ??= []).push(node);
  const places = new Map<string, Place>();
  const gap = { x: 70, y: 16 };
  let left = gap.y;
  let height = 0;
  // In a circle no thing is the first: a column may be missing.
  for (const column of Object.values(columns)) {
    const middle = ({ id }: GraphNode): number => {
      const tops = (needing.get(id) ?? []).flatMap((one) => places.get(one)?.y ?? []);
      return tops.length === 0 ? 0 : tops.reduce((sum, top) => sum + top, 0) / tops.length;
    };
    const width = Math.max(...column.flatMap((node) => linesOf(node).map((line) => line.length))) * 7 + 60;
    const ordered = column.toSorted((a, b) => middle(a) - middle(b));
    for (const [index, { id }] of ordered.entries()) {
      const y = gap.y + index * (boxHeight + gap.y);
      places.set(id, { x: left, y, width });
      height = Math.max(height, y + boxHeight + gap.y);
    }
    left += width + gap.x;
  }
  return { places, width: Math.max(0, left - gap.x + gap.y), height };
}
