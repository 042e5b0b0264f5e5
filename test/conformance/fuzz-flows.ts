import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createFlowReader } from "../../src/flows/create-flow-reader.ts";
import { flow } from "../../src/flows/flow.ts";

/**
 * `npm run fuzz:flows -- [--n 20000] [--seed 1]`: reads mutated files of the corpus. Fails when the reader throws, reports a mistake of
 * its own, gives neither a flow nor a diagnostic, or needs much more processor time for one file than a loop without an
 * end, which is followed as far as anything is: seconds would say more of the machine.
 */
const { values } = parseArgs({
  options: { n: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } },
});
/** Times a loop without an end. */
const patience = 5;

/** mulberry32: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const next = random(Number(values.seed));
const below = (limit: number): number => Math.floor(next() * limit);
const oneOf = <Item>(items: readonly Item[]): Item => {
  const item = items[below(items.length)];
  if (item === undefined) throw new TypeError("nothing to choose from");
  return item;
};

const pieces = [
  ...[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    "\\",
    "\n",
    "    ",
    "\t",
    ":",
    ",",
    "=",
    "*",
    "**",
    "@",
    "\0",
  ],
  ...[
    "f'{",
    "}'",
    "é",
    "lambda: ",
    "yield ",
    "class X:\n    pass\n",
    "0x",
    "1.",
    "#",
    "not ",
    "while True:\n    pass\n",
  ],
  ...[
    "(".repeat(300),
    "[".repeat(2000),
    "not ".repeat(500),
    "-".repeat(3000),
    "x = x\n".repeat(50),
    "9".repeat(5000),
  ],
  ...[
    "from .x import *\n",
    "import case\n",
    "def f(): return f()\n",
    "x: 'x' = 1\n",
    "True = 1\n",
    "2 ** 2 ** 9\n",
  ],
  ...[
    "'a' * 10 ** 9\n",
    "[0] * 10 ** 9\n",
    "range(10 ** 12)\n",
    "@flow\n",
    "async ",
    "await ",
    "\ufeff",
    "\r",
    "if 0:\n",
  ],
];

function mutate(text: string, other: string): string {
  const at = below(text.length + 1);
  const length = below(oneOf([3, 30, 300]));
  const slice = text.slice(at, at + length);
  switch (below(8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + slice + slice + text.slice(at + length);
    case 3:
      return text.slice(0, at) + oneOf(pieces) + text.slice(at);
    case 4:
      return text.slice(0, at) + oneOf(pieces) + text.slice(at + length);
    case 5: {
      const from = below(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + length) + text.slice(at);
    }
    case 6: {
      const lines = text.split("\n");
      const first = below(lines.length);
      const second = below(lines.length);
      [lines[first], lines[second]] = [lines[second] ?? "", lines[first] ?? ""];
      return lines.join("\n");
    }
    default:
      return text.slice(0, at) + String.fromCharCode(below(oneOf([128, 65_536]))) + text.slice(at + 1);
  }
}

const cases = join(dirname(fileURLToPath(import.meta.url)), "cases");
const sources = readdirSync(cases)
  .map((id) => join(cases, id, "case.py"))
  .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
  .map((path) => readFileSync(path, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "meta-prefect-fuzz-"));
const path = join(folder, "case.py");
const failures: string[] = [];
const kinds = new Map<string, number>();
let slowest = 0;
let reference: number;
const began = process.cpuUsage();

const endless = "from prefect import flow\nwhile True:\n    pass\n@flow\ndef main(): ...\n";
const read = (): ReturnType<ReturnType<typeof createFlowReader>["read"]> =>
  createFlowReader({ root: folder, env: {} }).read(flow("case.py:main"));

try {
  writeFileSync(path, endless);
  await read();
  const beforeAny = process.cpuUsage();
  await read();
  const endlessly = process.cpuUsage(beforeAny);
  reference = endlessly.user + endlessly.system;
  const most = patience * reference;
  for (let index = 0; index < Number(values.n) && failures.length < 5; index++) {
    let text = oneOf(sources);
    for (let times = 1 + below(3); times > 0; times--) text = mutate(text, oneOf(sources));
    writeFileSync(path, text);
    const before = process.cpuUsage();
    let outcome: string;
    try {
      const { flow: found, diagnostics } = await read();
      outcome =
        found === undefined
          ? (diagnostics[0]?.code ?? "nothing")
          : found.reasons.length > 0
            ? "declined"
            : "exact";
    } catch (thrown) {
      outcome = `exception ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
    }
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, user + system);
    kinds.set(outcome.split("\n")[0] ?? "", (kinds.get(outcome.split("\n")[0] ?? "") ?? 0) + 1);
    const isSlow = user + system > most;
    if (!isSlow && outcome !== "nothing" && outcome !== "reader-failed" && !outcome.startsWith("exception"))
      continue;
    const kept = join(tmpdir(), `meta-prefect-fuzz-${values.seed}-${String(index)}.py`);
    writeFileSync(kept, text);
    failures.push(`${isSlow ? `${String((user + system) / 1000)} ms of processor time` : outcome}: ${kept}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const { user } = process.cpuUsage(began);
const counted = [...kinds].toSorted(([, left], [, right]) => right - left);
process.stdout.write(
  [
    `${String([...kinds.values()].reduce((sum, count) => sum + count, 0))} mutated files, ${(user / 1e6).toFixed(0)} s of processor time`,
    `a loop without an end ${(reference / 1000).toFixed(0)} ms, slowest ${(slowest / 1000).toFixed(0)} ms`,
    ...counted.map(([kind, count]) => `${String(count).padStart(7)} ${kind}`),
    ...failures,
    "",
  ].join("\n"),
);
process.exitCode = failures.length > 0 ? 1 : 0;
