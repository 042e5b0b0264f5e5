import { readFile, stat } from "node:fs/promises";
import { type Document, LineCounter, parseDocument, type YAMLError } from "yaml";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import { checkNodes } from "./check-nodes.ts";
import { createLocator, type Locator } from "./locate.ts";
import { isMapping } from "./path.ts";

/** Largest project file, bytes. */
const maximumSize = 5_000_000;

/** Mistakes that leave the structure whole, so that the rest can be checked as well. */
const harmless = ["duplicate-key", "invalid-value"];

/** A project file after parsing. */
interface YamlFile {
  /** What it holds, aliases and merge keys resolved; undefined where it cannot be used at all. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
  readonly locator: Locator;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a YAML 1.2 file that holds a mapping.
 *
 * @param path Absolute.
 * @param shown How messages name it.
 * @param text What it holds, where it is not written yet.
 */
export async function readYaml(path: string, shown: string, text?: string): Promise<YamlFile> {
  const whole = (code: "unreadable-file" | "empty-file", message: string, hint: string): YamlFile => ({
    value: undefined,
    locator: createLocator(shown, "", parseDocument(""), new LineCounter()),
    diagnostics: [problem(code, message, { hint, location: { file: shown, line: 1, column: 1 } })],
  });
  const read = text ?? (await readText(path));
  if (typeof read === "object") return whole("unreadable-file", read.message, read.hint);
  if (read.trim() === "") {
    return whole("empty-file", `${shown} is empty`, "declare a flow below `deployments:`");
  }
  return parse(read, shown);
}

async function readText(path: string): Promise<string | { readonly message: string; readonly hint: string }> {
  try {
    const { size } = await stat(path);
    if (size > maximumSize) {
      const message = `the file has ${String(size)} bytes, at most ${String(maximumSize)} are read`;
      return { message, hint: "split the project, or declare the deployments in modules" };
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (thrown) {
    const system = thrown instanceof Error && "syscall" in thrown;
    return system
      ? { message: `the file cannot be read: ${thrown.message}`, hint: "check its permissions" }
      : { message: "the file is not UTF-8 text", hint: "save it as UTF-8" };
  }
}

function parse(text: string, shown: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // `checkNodes` does that, faster than by comparing every key with every other.
    uniqueKeys: false,
  });
  const locator = createLocator(shown, text, document, lineCounter);
  const syntax = [...document.errors, ...document.warnings].map((error) => yamlProblem(error, locator));
  const sound = document.errors.length === 0;
  const nodes = sound ? checkNodes(document, locator) : [];
  const diagnostics = [...syntax, ...nodes];
  if (!sound || nodes.some(({ code }) => !harmless.includes(code)))
    return { value: undefined, locator, diagnostics };
  return { ...contents(document, shown, locator, diagnostics), locator };
}

function contents(
  document: Document,
  shown: string,
  locator: Locator,
  diagnostics: readonly Diagnostic[],
): Pick<YamlFile, "value" | "diagnostics"> {
  // `checkNodes` has bounded what aliases expand to.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  if (isMapping(value)) return { value, diagnostics };
  const location = locator.nearest([]);
  const other =
    value === null
      ? problem("empty-file", `${shown} declares nothing`, {
          location,
          hint: "declare a flow below `deployments:`",
        })
      : problem("invalid-value", `${shown} is not a mapping`, {
          location,
          hint: "begin with a key: `deployments:`",
        });
  return { value: undefined, diagnostics: [...diagnostics, other] };
}

function yamlProblem(error: YAMLError, locator: Locator): Diagnostic {
  const [start, end] = error.pos;
  const location = locator.range(start, end);
  if (error.code === "MULTIPLE_DOCS") {
    return problem("invalid-yaml", "a second document begins here", {
      location,
      hint: "remove the line `---`",
    });
  }
  if (error.code === "RESOURCE_EXHAUSTION") {
    return problem("invalid-yaml", "the values are nested too deep", { location });
  }
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1).replace(/\.$/, "");
  return problem("invalid-yaml", message, { location });
}
