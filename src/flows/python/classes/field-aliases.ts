import { giveUp, type Place, type Runtime } from "../runtime.ts";
import { mergedInfo } from "../schema/merged-info.ts";
import { firstOf } from "../values/basics.ts";
import { Instance, List, Tuple, Unknown, type Class, type Field, type Value } from "../values/value.ts";

/** The keys of a field: in what is validated (and in the JSON schema), and in what is dumped. */
export interface FieldAliases {
  readonly validation: string;
  readonly serialization: string;
}

interface Given {
  readonly alias: Value | undefined;
  readonly validation: Value | undefined;
  readonly serialization: Value | undefined;
}

function present(value: Value | undefined): Value | undefined {
  return value === null ? undefined : value;
}

function generated(runtime: Runtime, generator: Value, name: string, place: Place): Given {
  const call = (fn: Value | undefined): Value | undefined => {
    if (fn === undefined || fn === null) return undefined;
    return present(runtime.call(fn, { args: [name], kwargs: new Map(), ...place }));
  };
  if (generator instanceof Instance && generator.cls.name === "AliasGenerator")
    return {
      alias: call(generator.attributes.get("alias")),
      validation: call(generator.attributes.get("validation_alias")),
      serialization: call(generator.attributes.get("serialization_alias")),
    };
  return { alias: call(generator), validation: undefined, serialization: undefined };
}

/** The text of an alias: of choices, the first that is plain text. */
function textOf(alias: Value | undefined, name: string, place: Place): string {
  if (alias === undefined) return name;
  if (typeof alias === "string") return alias;
  if (alias instanceof Instance) {
    const choices = alias.attributes.get("choices");
    const first =
      choices instanceof Tuple || choices instanceof List
        ? choices.items.find((item) => typeof item === "string")
        : undefined;
    return typeof first === "string" ? first : name;
  }
  if (alias instanceof Unknown) return giveUp(alias.doubt.code, alias.doubt.message, alias.doubt);
  return giveUp("unknown-type", "an alias that is not text", place);
}

/** What a field is called in JSON, by its own aliases and the alias generator of its class, in pydantic's order. */
export function aliasesOf(
  runtime: Runtime,
  field: Field,
  config: ReadonlyMap<string, Value>,
  place: Place,
): FieldAliases {
  const { given } = mergedInfo(field).info;
  const own = (key: string): Value | undefined => present(given.get(key));
  const alias = own("alias");
  let made: Given = {
    alias,
    validation: firstOf(own("validation_alias"), alias),
    serialization: firstOf(own("serialization_alias"), alias),
  };
  const generator = config.get("alias_generator") ?? null;
  if (generator !== null) {
    const isSet = made.validation !== undefined || made.serialization !== undefined;
    const priority = firstOf(own("alias_priority"), isSet ? 2n : 1n);
    const other = generated(runtime, generator, field.name, place);
    const full = {
      alias: other.alias,
      validation: firstOf(other.validation, other.alias),
      serialization: firstOf(other.serialization, other.alias),
    };
    made =
      priority === 1n
        ? full
        : {
            alias: firstOf(made.alias, full.alias),
            validation: firstOf(made.validation, full.validation),
            serialization: firstOf(made.serialization, full.serialization),
          };
  }
  return {
    validation: textOf(made.validation, field.name, place),
    serialization: textOf(made.serialization, field.name, place),
  };
}

/** The aliases of a model's fields, as they were found when the class was made. */
export function modelAliases(cls: Class): ReadonlyMap<string, FieldAliases> {
  const known = cls.data.get("aliases");
  return known instanceof Map ? known : new Map<string, FieldAliases>();
}
