import { type Document, LineCounter, parseDocument, type ScalarTag, type YAMLError } from "yaml";
import { problem } from "../../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../../interfaces/diagnostic.ts";
import { checkNodes } from "../../project/check-nodes.ts";
import { createLocator } from "../../project/locate.ts";
import { exactInteger } from "../../util/exact-integer.ts";

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
  plain("tag:yaml.org,2002:int", /^[-+]?0b[0-1_]+$/, (text) => whole(text, "0b")),
  plain("tag:yaml.org,2002:int", /^[-+]?0x[0-9a-fA-F_]+$/, (text) => whole(text, "0x")),
  plain("tag:yaml.org,2002:int", /^[-+]?0[0-7_]+$/, (text) => whole(text, "0o")),
  plain("tag:yaml.org,2002:int", /^[-+]?(?:0|[1-9][0-9_]*)$/, (text) => whole(text, "")),
  plain("tag:yaml.org,2002:int", /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimal),
  plain("tag:yaml.org,2002:float", /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, sexagesimal),
  plain(
    "tag:yaml.org,2002:float",
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/,
    (text) => Number(text.replaceAll("_", "")),
  ),
  // Prefect makes JSON of the file, which has no such numbers.
  plain("tag:yaml.org,2002:float", /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/, () => null),
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
    stringKeys: true,
    resolveKnownTags: false,
  });
  const at = (start: number): Location => {
    const { line, col } = lines.linePos(start);
    return { file: shown, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = [...document.errors, ...document.warnings].map((error) =>
    problem("invalid-yaml", messageOf(error), { location: at(error.pos[0]), ...hintOf(error, text, lines) }),
  );
  const diagnostics =
    syntax.length > 0
      ? syntax
      : checkNodes(document, createLocator(shown, text, document, lines)).filter(
          ({ code }) => code !== "duplicate-key",
        );
  return {
    value: diagnostics.length > 0 ? undefined : document.toJS({ maxAliasCount: -1 }),
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

function messageOf({ code, message }: YAMLError): string {
  if (code === "MULTIPLE_DOCS") return "a second document begins here, and Prefect takes files with one";
  if (code === "NON_STRING_KEY") return "a key is a text, and here is a list or a mapping";
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}

/** YAML takes the braces of a template for mappings. */
function hintOf({ pos }: YAMLError, text: string, lines: LineCounter): { readonly hint?: string } {
  const line = text.split("\n")[lines.linePos(pos[0]).line - 1] ?? "";
  return /(?:^|[:,[\s-])\{\{/.test(line) ? { hint: "put a value that begins with `{{` in quotes" } : {};
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

function whole(text: string, prefix: "" | "0b" | "0o" | "0x"): number | string {
  const digits = text.replace(/^[-+]/, "").replaceAll("_", "");
  const value = BigInt(prefix === "" ? digits : `${prefix}${digits.replace(/^0[bx]?/, "") || "0"}`);
  return exactInteger(text.startsWith("-") ? -value : value);
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
