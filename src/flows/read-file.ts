import { hash } from "node:crypto";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import type { Flow, FlowReason } from "../interfaces/flow.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { Interpreter, type World } from "./python/interpreter.ts";
import { parseExpression } from "./python/parse.ts";
import { FlowModule, type FlowFacts, type Found } from "./python/read-flow.ts";
import { flowOptions } from "./flow-options.ts";
import { forgetShared, sharedInterpreter } from "./python/shared-interpreter.ts";
import { SyntaxProblem } from "./python/syntax-problem.ts";
import { SharedChange } from "./python/values/seal.ts";
import type { Doubt } from "./python/values/value.ts";
import type { SourceFiles } from "./source-files.ts";
import { hasUnkeptText, toJson } from "./to-json.ts";

/** What was read of one file. */
export interface FileReading {
  readonly flows: readonly Flow[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that the reading depends on, also such as were looked for and are not there. */
  readonly files: readonly string[];
  /** The variables of the environment that it depends on. */
  readonly variables: readonly string[];
}

/** What a file is read with. */
export interface ReadSettings {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  readonly pythonMinor: number;
  readonly files: SourceFiles;
}

/** Reads one object of a file, or all flows of it. */
export function readPythonFile(
  settings: ReadSettings,
  path: string,
  object: string | undefined,
): FileReading {
  const looked = settings.files.watch(path);
  const asked = new Set<string>();
  const { env } = settings;
  const lookUp = (name: string): string | undefined => {
    asked.add(name);
    return env?.[name];
  };
  const world = { ...settings, env: env && lookUp };
  const done = (flows: readonly Flow[], diagnostics: readonly Diagnostic[]): FileReading => ({
    flows,
    diagnostics,
    files: looked(),
    variables: [...asked],
  });
  try {
    const { flows, diagnostics } = readShared(world, path, object);
    return done(flows, diagnostics);
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) {
      const location = locate(settings.files, path, thrown.at);
      const found = `Python 3.${String(settings.pythonMinor)} was found here`;
      const hint = "name the interpreter that runs the flows with python: in meta_prefect.yaml";
      return done(
        [],
        [
          thrown.isNewer
            ? problem("newer-python", `${thrown.message}, and ${found}`, { location, hint })
            : problem("python-syntax", `${path} cannot be read as Python: ${thrown.message}`, { location }),
        ],
      );
    }
    if (thrown instanceof RangeError)
      return done(
        [],
        [
          problem("too-much-work", `${path} is nested too deeply to be followed`, {
            location: locate(settings.files, path, 0),
          }),
        ],
      );
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return done(
      [],
      [
        problem("reader-failed", `${path} could not be followed: ${text}`, {
          hint: "this is a mistake of meta-prefect: please report it with the file",
          location: locate(settings.files, path, 0),
        }),
      ],
    );
  }
}

type Read = Pick<FileReading, "flows" | "diagnostics">;
type Watched = Omit<ReadSettings, "env"> & Pick<World, "env">;

/** Reads with the libraries that all files share; with libraries of its own where the file changes something in them. */
function readShared(settings: Watched, path: string, object: string | undefined): Read {
  try {
    return readWith(sharedInterpreter, settings, path, object);
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) throw thrown;
    if (!(thrown instanceof SharedChange)) forgetShared();
    if (!(thrown instanceof SharedChange || thrown instanceof TypeError)) throw thrown;
    return readWith((world) => new Interpreter(world, false), settings, path, object);
  }
}

function readWith(
  interpreter: (world: World) => Interpreter,
  settings: Watched,
  path: string,
  object: string | undefined,
): Read {
  const { files } = settings;
  const file = files.parse(path);
  if (file === undefined)
    return { flows: [], diagnostics: [problem("unreadable-file", `${path} cannot be read`)] };
  const module = new FlowModule(file, { ...settings, parseText: parseExpression, interpreter });
  const names = object === undefined ? module.flowNames() : [object];
  const flows: Flow[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const found = module.find(name);
    if (found.kind === "flow") flows.push(toFlow(settings, path, name, found.facts, found.files));
    else diagnostics.push(toDiagnostic(files, path, name, found));
  }
  return { flows, diagnostics };
}

function locate(files: SourceFiles, file: string, at: number): Location {
  return { file, ...files.position(file, at) };
}

function toDiagnostic(
  files: SourceFiles,
  path: string,
  name: string,
  found: Exclude<Found, { kind: "flow" }>,
): Diagnostic {
  switch (found.kind) {
    case "missing":
      return problem("no-such-flow", `${path} has nothing named ${name}`, {
        hint: candidatesHint(name, found.candidates),
        location: locate(files, path, 0),
      });
    case "not-a-flow":
      return problem("not-a-flow", `${name} in ${path} is not a flow`, {
        hint: "decorate the function with @flow",
        location: locate(files, path, found.place.at),
      });
    case "rejected":
      return problem("flow-rejected", found.message, {
        location: locate(files, found.place.file, found.place.at),
      });
    case "unknown":
      return problem(
        found.doubt.code,
        `${name} in ${path} cannot be known from the source: ${found.doubt.message}`,
        { location: locate(files, found.doubt.file, found.doubt.at) },
      );
  }
}

function toReason(files: SourceFiles, path: string, doubt: Doubt, parameter: string | undefined): FlowReason {
  const location = locate(files, doubt.file === "" ? path : doubt.file, doubt.at);
  return {
    code: doubt.code,
    message: doubt.message,
    location,
    ...(parameter === undefined ? {} : { parameter }),
  };
}

function toFlow(
  settings: Watched,
  path: string,
  object: string,
  facts: FlowFacts,
  closure: ReadonlySet<string>,
): Flow {
  const { files } = settings;
  const reasons: FlowReason[] = [];
  const seen = new Set<string>();
  for (const { doubt, parameter } of facts.doubts) {
    const key = JSON.stringify([doubt.code, doubt.file, doubt.at, parameter]);
    if (!seen.has(key)) reasons.push(toReason(files, path, doubt, parameter));
    seen.add(key);
  }
  if (hasUnkeptText(facts.parameters))
    reasons.push(
      toReason(
        files,
        path,
        {
          code: "unknown-value",
          message: "a text that stands for an integer",
          file: facts.place.file,
          at: facts.place.at,
        },
        undefined,
      ),
    );
  return {
    language: "python",
    entrypoint: `${path}:${object}`,
    name: facts.name,
    description: facts.description,
    version: versionText(facts.version),
    parameterSchema: toJson(facts.parameters),
    options: flowOptions(facts),
    digest: digestOf(files, closure),
    location: {
      ...locate(files, facts.place.file, facts.place.at),
      length: object.split(".").at(-1)?.length ?? 1,
    },
    reasons,
  };
}

function versionText(version: FlowFacts["version"]): string | null {
  if (typeof version === "string") return version === "" ? null : version;
  return typeof version === "bigint" || typeof version === "number" ? String(version) : null;
}

/** SHA-256 over the files in the order of their paths: each path and the hash of its content. */
function digestOf(files: SourceFiles, closure: ReadonlySet<string>): string {
  const lines = [...closure].toSorted().map((path) => `${path}\0${files.hash(path) ?? ""}\n`);
  return hash("sha256", lines.join(""), "hex");
}
