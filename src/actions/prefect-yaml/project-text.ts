import type { Json, JsonObject } from "../../interfaces/json.ts";
import { projectNameFrom } from "../../project/project-name.ts";
import { digitsInJson } from "../../util/exact-integer.ts";
import { equalJson, stableJson } from "../../util/stable-json.ts";
import type { ImportedDeployment } from "./imported-deployments.ts";
import { written } from "./references.ts";

/** What stands at the head of the new file. */
export interface ProjectHeading {
  /** Of the project; one that cannot be a project's name is made one. */
  readonly name: string;
  /** The file that it is made of. */
  readonly source: string;
}

type Step = string | JsonObject;

/** The text of the new file: what all deployments begin with stands once, under `defaults`. */
export async function projectText(
  { name, source }: ProjectHeading,
  deployments: readonly ImportedDeployment[],
): Promise<string> {
  const shared = commonSteps(deployments.map(({ recipes }) => recipes));
  const byFlow = new Map<string, object[]>();
  const once = sharedValues();
  for (const { flow, name: own, recipes, extra } of deployments) {
    const rest = recipes.slice(shared.length).map(written);
    const item = {
      name: written(own),
      ...(rest.length > 0 && { recipes: rest }),
      ...(Object.keys(extra).length > 0 && {
        extra: Object.fromEntries(Object.entries(extra).map(([key, value]) => [key, once(value)])),
      }),
    };
    byFlow.set(flow, [...(byFlow.get(flow) ?? []), item]);
  }
  const { stringify } = await import("yaml");
  const content = {
    name: projectNameFrom(name) ?? "imported",
    ...(shared.length > 0 && { defaults: { recipes: shared.map(written) } }),
    deployments: Object.fromEntries(byFlow),
  };
  return `# Made of ${source}, with what \`prefect deploy\` writes for it as the measure.\n\n${digitsInJson(stringify(content, { lineWidth: 110 }))}`;
}

/** With which recipes every one of several deployments begins; none where there is only one. */
function commonSteps(lists: readonly (readonly Step[])[]): readonly Step[] {
  const [first = [], ...others] = lists;
  if (others.length === 0) return [];
  const length = first.findIndex((step, index) => !others.every((list) => equalJson(list[index], step)));
  return length === -1 ? first : first.slice(0, length);
}

/** Lists and mappings that are the same become one object, so that YAML writes them once, with an anchor. */
function sharedValues(): (value: Json | undefined) => unknown {
  const known = new Map<string, unknown>();
  return (value) => {
    if (typeof value !== "object" || value === null) return written(value);
    const key = stableJson(value);
    const shared = known.get(key) ?? written(value);
    known.set(key, shared);
    return shared;
  };
}
