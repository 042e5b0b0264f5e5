import { type Document, LineCounter, parseDocument, type ScalarTag } from "yaml";
import { problem } from "../../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../../interfaces/diagnostic.ts";

/** A YAML text as PyYAML's `safe_load` reads it, which is what `prefect deploy` uses. */
export interface PythonYaml {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value at a path stands; the nearest that the file has. */
  readonly locate: (path: readonly (string | number)[]) => Location;
}

const numberTags: readonly ScalarTag[] = [
  plain("tag:yaml.org,2002:null", /^(?:~|null|Null|NULL|)$/, () => null),
  plain("tag:yaml.org,2002:bool", /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  plain("tag:yaml.org,2002:bool", /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  plain("tag:yaml.org,2002:int", /^[-+]?0b[0-1_]+$/, (text) => whole(text, 2, "0b")),
  plain("tag:yaml.org,2002:int", /^[-+]?0x[0-9a-fA-F_]+$/, (text) => whole(text, 16, "0x")),
  plain("tag:yaml.org,2002:int", /^[-+]?0[0-7_]+$/, (text) => whole(text, 8, "0")),
  plain("tag:yaml.org,2002:int", /^[-+]?(?:0|[1-9][0-9_]*)$/, (text) => whole(text, 10, "")),
  plain("tag:yaml.org,2002:int", /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimal),
  plain("tag:yaml.org,2002:float", /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, sexagesimal),
  plain(
    "tag:yaml.org,2002:float",
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/,
    (text) => Number(text.replaceAll("_", "")),
  ),
  plain("tag:yaml.org,2002:timestamp", /^\d{4}-\d\d-\d\d$/, (text) => text),
  plain(
    "tag:yaml.org,2002:timestamp",
    /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/,
    isoTime,
  ),
];

/**
 * Reads a text by the rules of YAML 1.1 as PyYAML has them: `on` is true, `1:30` is 90, `010` is 8, `1e3` is a text, a key
 * that stands twice has its last value. Times become the texts that Prefect makes of them.
 *
 * @param shown How messages name the file.
 */
export function readPythonYaml(text: string, shown: string): PythonYaml {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, {
    version: "1.1",
    schema: "failsafe",
    customTags: [...numberTags, "merge"],
    merge: true,
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const at = (start: number): Location => {
    const { line, col } = lines.linePos(start);
    return { file: shown, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const diagnostics = document.errors.map((error) =>
    problem(
      "invalid-yaml",
      error.message.charAt(0).toLowerCase() + error.message.slice(1).replace(/\.$/, ""),
      {
        location: at(error.pos[0]),
      },
    ),
  );
  return {
    value: diagnostics.length > 0 ? undefined : document.toJS({ maxAliasCount: 100_000 }),
    diagnostics,
    locate: (path) => {
      for (let length = path.length; length > 0; length--) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        const range = rangeOf(node);
        if (range !== undefined) return at(range);
      }
      return at(0);
    },
  };
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range))
    return undefined;
  const [start] = node.range as readonly unknown[];
  return typeof start === "number" ? start : undefined;
}

function plain(tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag, test, default: true, resolve };
}

function whole(text: string, base: number, prefix: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[-+]/, "").slice(prefix.length).replaceAll("_", "");
  return sign * Number.parseInt(digits, base);
}

function sexagesimal(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const parts = text.replace(/^[-+]/, "").replaceAll("_", "").split(":");
  return sign * parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** As pydantic writes a `datetime`: `2026-01-02T03:04:05`, `…Z` for UTC, else the offset. */
function isoTime(text: string): string {
  const parts =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|[-+]\d\d?(?::\d\d)?))?$/.exec(
      text,
    ) ?? [];
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction = "", zone = ""] =
    parts;
  const two = (part: string): string => part.padStart(2, "0");
  const micro = fraction.slice(0, 6).padEnd(6, "0");
  const offset = /^([-+])(\d\d?)(?::(\d\d))?$/.exec(zone);
  const shownZone =
    offset === null ? zone : `${offset[1] ?? "+"}${two(offset[2] ?? "0")}:${offset[3] ?? "00"}`;
  const utc = shownZone === "+00:00" || shownZone === "-00:00" ? "Z" : shownZone;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${Number(micro) > 0 ? `.${micro}` : ""}${utc}`;
}
