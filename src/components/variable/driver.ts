import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { VariableComponent, VariableSpec } from "../../interfaces/variable.ts";
import type { CompareContext, Comparison, Driver } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import type { ApiVariable } from "../../interfaces/prefect-api.ts";
import { ownerInTags, ownerTags, sameOwner } from "../../util/ownership.ts";
import { equalJson } from "../../util/stable-json.ts";
import { rememberedNames } from "../declared-fields.ts";
import { markedTags, sameTags } from "../marked-tags.ts";
import { ownershipFinding } from "../ownership-finding.ts";
import { checkVariable } from "./check.ts";

/** What `apply` does, as data: the variable as it shall be. */
interface VariableStep {
  readonly value: Json;
  readonly tags: readonly string[];
}

const prefix = "variable:";

/** How Prefect's variables are observed, compared and written. Whose one is stands in its tags. */
export const variableDriver: Driver<VariableSpec, ApiVariable> = {
  kind: "variable",
  check: (component) => checkVariable(component as VariableComponent),
  observe: async (components, _project, { api }) => {
    const found = await api.variables.named(components.map(({ name }) => name));
    return new Map(found.map((variable) => [prefix + variable.name, variable]));
  },
  compare: (component, observed, context) =>
    compareVariable(component as VariableComponent, observed, context),
  apply: async ({ action, name, step }, { api }) => {
    const { value, tags } = step as unknown as VariableStep;
    if (action === "create") {
      const made = await api.variables.create({ name, value, tags });
      if (made !== undefined) return made;
      throw new MetaPrefectError("not-ours", `variable ${name} was made by somebody else meanwhile`, {
        hint: "run deploy again to see what to do about it",
      });
    }
    await api.variables.write({ name, value, tags });
    const [fresh] = await api.variables.named([name]);
    if (fresh !== undefined) return fresh;
    throw new MetaPrefectError("gone", `variable ${name} was deleted while it was being changed`, {
      hint: "run deploy again",
    });
  },
  orphans: async (wanted, owners, known, { api }) => {
    const lost = known.filter((key) => key.startsWith(prefix) && !wanted.has(key));
    const found = await api.variables.named(lost.map((key) => key.slice(prefix.length)));
    return found.flatMap(({ name, tags }) => {
      const mark = ownerInTags(tags);
      const owner = mark === undefined ? undefined : owners.find((one) => sameOwner(one, mark));
      return owner === undefined ? [] : [{ kind: "variable", name, owner, step: {} }];
    });
  },
  remove: ({ name }, { api }) => api.variables.delete(name),
};

function compareVariable(
  { name, spec }: VariableComponent,
  observed: ApiVariable | undefined,
  context: CompareContext,
): Comparison {
  const after = { f: spec.tags === undefined ? [] : ["tags"] };
  const ledger = { before: after, after };
  if (observed === undefined) {
    const step = { value: spec.value, tags: [...(spec.tags ?? []), ...ownerTags(context.owner)] };
    return { action: "create", fields: [{ path: "value", want: spec.value }], step, ledger };
  }
  const owner = ownerInTags(observed.tags);
  const other = "choose another name";
  const thing = { kind: "variable", name, owner, ifUnowned: other, ifForeign: other };
  const refusal = ownershipFinding(thing, context);
  if (refusal !== undefined) return { action: "refuse", diagnostics: [refusal] };
  const { value, tags } = observed;
  const wanted = markedTags(spec.tags, tags, context);
  const fields = [
    ...(equalJson(spec.value, value) ? [] : [{ path: "value", have: value, want: spec.value }]),
    ...(sameTags(wanted, tags) ? [] : [{ path: "tags", have: tags, want: wanted }]),
  ];
  if (fields.length === 0) return { action: "none", ledger: after };
  const names = [...new Set([...rememberedNames(context.ledger), ...after.f])];
  return {
    action: owner === undefined ? "adopt" : "update",
    fields,
    step: { value: spec.value, tags: wanted },
    ledger: { before: { f: names }, after },
  };
}
