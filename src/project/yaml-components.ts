import { hasErrors, problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ComponentForm, FormContext, ProjectComponent } from "../interfaces/component-form.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { deepFreeze } from "../util/freeze.ts";
import { checkShape } from "./check-shape.ts";
import { lazyOrigin } from "./lazy-origin.ts";
import { isMapping, parsePath, type Path, valueAt } from "./path.ts";
import { interpolateAt, locateIn, type ProjectFile, type Report, speechAt } from "./project-file.ts";
import { componentEnvironments } from "./schema.ts";

/** What the list of components is read with. */
export interface ComponentSources {
  readonly file: ProjectFile;
  readonly forms: readonly ComponentForm[];
  /** The ownership mark. */
  readonly project: string;
  /** The project's folder, absolute. */
  readonly root: string;
  /** The run's environment. */
  readonly environment: string;
  /** The environment that was asked for; components of others only are left out. */
  readonly asked: string | undefined;
}

/** Reads `components:`; items with a mistake are reported and left out. */
export function yamlComponents(sources: ComponentSources, report: Report): readonly ProjectComponent[] {
  const { file } = sources;
  const all = file.value["components"];
  if (all === undefined || all === null) return [];
  if (!Array.isArray(all)) {
    const location = locateIn(file, ["components"]);
    const hint = "begin each component with a hyphen: `- variable: { name: region, value: eu }`";
    report(problem("invalid-value", "components is not a list", { location, hint }));
    return [];
  }
  return all.flatMap((_, index) => readItem(sources, ["components", index], report));
}

function readItem(sources: ComponentSources, at: Path, report: Report): readonly ProjectComponent[] {
  const { file, environment, asked } = sources;
  const item = valueAt(file.value, at);
  const form = formOf(sources, item, at, report);
  if (!isMapping(item) || form === undefined) return [];
  const path = [...at, "environments"];
  const listed = interpolateAt(file, path, environment, report);
  const checked = checkShape(
    componentEnvironments,
    listed.value,
    speechAt(file, path),
    report,
    listed.faults,
  );
  if (checked.refused.length + listed.faults.length > 0) return [];
  const environments = checked.value ?? [environment];
  const mine = environments.filter((one) => checked.value == null || asked === undefined || one === asked);
  const seen = new Set<string>();
  // The same mistake in every environment is one mistake.
  const once: Report = (found) => {
    const key = JSON.stringify(found);
    if (!seen.has(key)) report(found);
    seen.add(key);
  };
  return mine.flatMap((one) => readComponent(sources, form, [...at, form.key], one, once));
}

/** The form of an item's one kind; undefined when something was reported. */
function formOf(
  { file, forms }: ComponentSources,
  item: unknown,
  at: Path,
  report: Report,
): ComponentForm | undefined {
  const kinds = isMapping(item) ? Object.keys(item).filter((key) => key !== "environments") : [];
  const known = forms.map(({ key }) => key);
  const [kind, second] = kinds;
  if (kind === undefined || second !== undefined) {
    const location = locateIn(file, second === undefined ? at : [...at, second], "key");
    const message =
      second === undefined
        ? "a component is a mapping with its kind as the key"
        : `a component has one kind, this one has ${kinds.join(" and ")}`;
    const hint = `write \`- ${kind ?? "variable"}: { name: … }\`; begin every component with a hyphen of its own`;
    report(problem("invalid-component", message, { location, hint }));
    return undefined;
  }
  const form = forms.find(({ key }) => key === kind);
  if (form !== undefined) return form;
  const location = locateIn(file, [...at, kind], "key");
  const hint = candidatesHint(kind, known);
  report(problem("unknown-component", `no kind of component is called "${kind}"`, { location, hint }));
  return undefined;
}

function readComponent(
  sources: ComponentSources,
  form: ComponentForm,
  at: Path,
  environment: string,
  report: Report,
): readonly ProjectComponent[] {
  const { file, project, root } = sources;
  const found: Diagnostic[] = [];
  const collect: Report = (diagnostic) => void found.push(diagnostic);
  const { value, faults } = interpolateAt(file, at, environment, collect);
  const speech = {
    ...speechAt(file, at),
    unknownMessage: (key: string) => `a ${form.key} has no field "${key}"`,
  };
  checkShape(form.fields, value ?? {}, speech, collect, faults);
  const component = hasErrors(found) ? undefined : made(form, value, { project, root, environment }, collect);
  const origin = lazyOrigin(
    () => locateIn(file, at, "key"),
    (dotted) => file.locator.value([...at, ...parsePath(valueAt(file.value, at), dotted)]),
  );
  for (const diagnostic of found) report({ location: origin.location, ...diagnostic });
  return component === undefined ? [] : [{ component, environment, origin }];
}

function made(
  form: ComponentForm,
  value: unknown,
  context: FormContext,
  report: Report,
): ProjectComponent["component"] | undefined {
  try {
    return deepFreeze(form.toComponent(value, context));
  } catch (thrown) {
    if (!isMetaPrefectError(thrown)) throw thrown;
    for (const diagnostic of thrown.diagnostics) report(diagnostic);
    const { code, message, hint, diagnostics } = thrown;
    if (diagnostics.length === 0) report(problem(code, message, { ...(hint !== undefined && { hint }) }));
    return undefined;
  }
}
