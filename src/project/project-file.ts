import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import { problem } from "../errors/diagnostics.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { Speech } from "./check-shape.ts";
import { holdsReference, type InterpolationFault, interpolateValue, type Scope } from "./interpolate.ts";
import type { Locator } from "./locate.ts";
import { type Path, valueAt } from "./path.ts";
import { isSecretName } from "../util/secret-name.ts";
import { declaredSecrets } from "./secret-names.ts";

/** The parsed project file with what every step of reading it needs. */
export interface ProjectFile {
  /** What the file holds, as written. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly locator: Locator;
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Receives mistakes. */
export type Report = (diagnostic: Diagnostic) => void;

/** Where a key or value of the file stands, or the nearest thing above it. */
export function locateIn(file: ProjectFile, path: Path, part: "key" | "value" = "value"): Location {
  return (part === "key" ? file.locator.key(path) : undefined) ?? file.locator.nearest(path);
}

/** A value of the file with its references replaced. */
interface Interpolated {
  readonly value: unknown;
  /** Paths below the value where a reference could not be replaced; reported already. */
  readonly faults: readonly Path[];
}

/** Replaces the references in the value at a path and reports those that it cannot replace. */
export function interpolateAt(
  file: ProjectFile,
  at: Path,
  environment: string,
  report: Report,
): Interpolated {
  const written = valueAt(file.value, at);
  if (!holdsReference(written)) return { value: written, faults: [] };
  const faults: Path[] = [];
  const isSecret = (name: string): boolean => isSecretName(name) || declaredSecrets(file.value).has(name);
  const scope: Scope = { environment, env: file.env, isSecret };
  const value = interpolateValue(written, scope, (fault, path) => {
    faults.push(path);
    report(faultProblem(file, fault, [...at, ...path]));
  });
  return { value, faults };
}

function faultProblem(file: ProjectFile, fault: InterpolationFault, path: Path): Diagnostic {
  const location = file.locator.text(path, fault.text);
  if (fault.kind === "malformed") {
    return problem("invalid-interpolation", `"${fault.text}" is no reference to a variable`, {
      location,
      hint: "write ${NAME} or ${NAME:-default}; $${ stands for a plain ${",
    });
  }
  if (fault.kind === "secret") {
    const message = `the environment variable ${fault.name} holds a secret, which would be shown with what it is written into`;
    const hint = `put { $secret: { env: ${fault.name} } } into a block of type secret and write {{ prefect.blocks.secret.NAME }} here; if it is none, give the variable another name`;
    return problem("secret-in-deployment", message, { location, hint });
  }
  const near = didYouMean(fault.name, Object.keys(file.env));
  return problem("missing-environment-variable", `the environment variable ${fault.name} is not set`, {
    location,
    hint: `${near === undefined ? "" : `did you mean ${near}? Else `}set it, or write \${${fault.name}:-default}`,
  });
}

/** How mistakes in the file's own keys are told. */
export function speechAt(file: ProjectFile, at: Path): Speech {
  return {
    unknown: "unknown-key",
    missing: "invalid-value",
    invalid: "invalid-value",
    unknownMessage: (key) => `no key is called "${key}" here`,
    written: valueAt(file.value, at),
    locate: (path, part) => locateIn(file, [...at, ...path], part),
  };
}
