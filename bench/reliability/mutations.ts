import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { validate } from "../../src/actions/validate.ts";
import { isMetaPrefectError } from "../../src/errors/meta-prefect-error.ts";
import { makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";

const values: readonly unknown[] = [
  ...[null, true, -1, 0, 1e308, "", " ", "\u0000", "é\u202e💥", "${NOPE}", "${", "a/b", "x".repeat(100_000)],
  ...[[], {}, [[[]]], { "": 1 }, { __proto__: 1 }, "2026-01-01", "*/0 * * * *"],
];

/** Valid project files with keys deleted, types changed, unicode and huge values: each is valid or a located mistake. */
export async function withMutations(lab: Lab, mutations: number): Promise<Finding> {
  const folder = await makeProject(
    lab,
    "rel-mutated",
    3,
    "prune: false\ndefaults: { variables: { tags: { tags: [x] } } }\n",
  );
  const file = join(folder, "meta_prefect.yaml");
  const original: unknown = parse(await readFile(file, "utf8"));
  const options = optionsFor(lab, folder, lab.proxy.url);
  lab.proxy.clear();
  const counts = { valid: 0, located: 0, unlocated: 0, thrown: 0, crashed: 0 };
  for (let round = 0; round < mutations; round++) {
    const text = stringify(mutated(original));
    await writeFile(file, Math.random() < 0.1 ? broken(text) : text);
    try {
      const { diagnostics } = await validate(options);
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      if (errors.length === 0) counts.valid++;
      else if (errors.every(({ location }) => location !== undefined)) counts.located++;
      else {
        counts.unlocated++;
        process.stderr.write(
          `unlocated: ${JSON.stringify(errors.filter(({ location }) => !location).slice(0, 2))}\n`,
        );
      }
    } catch (thrown) {
      if (isMetaPrefectError(thrown)) counts.thrown++;
      else counts.crashed++;
      process.stderr.write(`thrown: ${String(thrown)}\n`);
    }
  }
  const writes = lab.proxy.requests.length;
  return {
    what: `${String(mutations)} mutations of valid project files (deleted keys, wrong types, unicode, huge values, broken text)`,
    result: `${String(counts.valid)} valid, ${String(counts.located)} with located mistakes, ${String(counts.unlocated)} with a mistake without a place, ${String(counts.thrown)} ended by an error with a code, ${String(counts.crashed)} by a stack trace; ${String(writes)} requests`,
    passed: counts.crashed + counts.thrown + counts.unlocated + writes === 0,
  };
}

/** A copy with one to three places changed. */
function mutated(original: unknown): unknown {
  const copy: unknown = structuredClone(original);
  for (let count = 1 + Math.floor(Math.random() * 3); count > 0; count--) mutateOne(copy);
  return copy;
}

function mutateOne(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const target = value as Record<string, unknown>;
  const keys = Object.keys(target);
  const key = keys[Math.floor(Math.random() * keys.length)];
  if (key === undefined) return;
  const inner = target[key];
  if (typeof inner === "object" && inner !== null && Math.random() < 0.8) {
    mutateOne(inner);
    return;
  }
  const dice = Math.random();
  if (dice < 0.25) Reflect.deleteProperty(target, key);
  else if (dice < 0.4) {
    Reflect.deleteProperty(target, key);
    target[`${key}ö`] = inner;
  } else target[key] = values[Math.floor(Math.random() * values.length)];
}

/** Text that may be no YAML at all. */
function broken(text: string): string {
  const at = Math.floor(Math.random() * text.length);
  const bits = ["\t", "{", "]", ": :", "&a *a", "\u0000", "---\n", "'"];
  return text.slice(0, at) + (bits[Math.floor(Math.random() * bits.length)] ?? "") + text.slice(at);
}
