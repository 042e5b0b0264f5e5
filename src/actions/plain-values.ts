import { withPlainOf } from "../components/block/secret-leaves.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { isObject } from "../util/stable-json.ts";
import { readWholeProject } from "./read-whole-project.ts";
import type { RenderedFile } from "./rendered.ts";

/**
 * Puts back what `render` and `plan --out` leave out, because it was written out in the project's files: from those
 * files. Where the project is not at hand, it stays left out, which is a mistake of its own.
 */
export async function withPlainValues(rendered: RenderedFile, options: RunOptions): Promise<RenderedFile> {
  if (!JSON.stringify(rendered.components).includes('"$plain":null')) return rendered;
  const { environments } = rendered.target;
  const whole = await readWholeProject({
    ...options,
    environments,
    selectors: [],
    modules: [],
  }).catch(() => undefined);
  const specs = new Map(
    (whole?.build.components ?? []).map(({ component: { kind, name, spec }, owner }) => [
      `${owner.environment} ${kind}:${name}`,
      spec as JsonObject,
    ]),
  );
  const components = rendered.components.map((component) => {
    const { kind, name, environment, spec } = component;
    const filled = withPlainOf(spec, specs.get(`${environment} ${kind}:${name}`));
    return isObject(filled) ? { ...component, spec: filled } : component;
  });
  return { ...rendered, components };
}
