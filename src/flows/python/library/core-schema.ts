import { giveUp, placeOf } from "../runtime.ts";
import type { Core } from "../schema/core.ts";
import { Class, Instance, List, Unknown, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

const schemas = new WeakMap<Instance, Core>();

const unfollowed = (): never =>
  giveUp("unknown-type", "what a method reads out of a core schema", { file: "", at: 0 });

/** What stands for a core schema: to be passed on, not to be looked into. */
const schemaClass = nativeClass("CoreSchema", "pydantic_core.core_schema", []);
schemaClass.hooks = { attribute: unfollowed, item: unfollowed, iterate: unfollowed, truth: unfollowed };

/** A core schema as a value that code can pass on. */
export function coreSchemaValue(core: Core): Value {
  const value = new Instance(schemaClass);
  schemas.set(value, core);
  return value;
}

/** The core schema that a value stands for; undefined where it is none. */
export function coreSchemaOf(value: Value | undefined): Core | undefined {
  return value instanceof Instance ? schemas.get(value) : undefined;
}

/** The arguments of a constructor by name; takes out what does not touch the JSON schema. */
class Given {
  private readonly values: Map<string, Value>;
  private readonly call: Arguments;
  private readonly name: string;

  constructor(name: string, call: Arguments, positional: readonly string[], keywords: readonly string[]) {
    const { args, kwargs } = call;
    this.call = call;
    this.name = name;
    this.values = new Map(kwargs);
    if (args.length > positional.length) this.fail();
    for (const [index, value] of args.entries()) {
      const key = positional[index] ?? "";
      if (this.values.has(key)) this.fail();
      this.values.set(key, value);
    }
    const allowed = new Set([...positional, ...keywords]);
    for (const key of this.values.keys()) if (!allowed.has(key)) this.fail();
  }

  fail(): never {
    return giveUp("unknown-type", `core_schema.${this.name} with such arguments`, placeOf(this.call));
  }

  value(key: string): Value {
    const value = this.values.get(key) ?? null;
    return value instanceof Unknown ? this.fail() : value;
  }

  schema(key: string): Core {
    return coreSchemaOf(this.value(key)) ?? this.fail();
  }

  optional(key: string): { readonly schema: Core } | undefined {
    return this.value(key) === null ? undefined : { schema: this.schema(key) };
  }

  /** The schemas of a list. */
  schemas(key: string): readonly Core[] {
    const list = this.value(key);
    return list instanceof List && list.items.length > 0
      ? list.items.map((item) => coreSchemaOf(item) ?? this.fail())
      : this.fail();
  }

  constraints(keys: readonly string[]): Readonly<Record<string, Value>> {
    const out: Record<string, Value> = {};
    for (const key of keys) {
      const value = this.value(key);
      const fits =
        key === "pattern"
          ? typeof value === "string"
          : typeof value === "bigint" || typeof value === "number";
      if (value !== null && !fits) this.fail();
      if (value !== null) out[key] = value;
    }
    return out;
  }
}

interface Maker {
  readonly positional?: readonly string[];
  readonly keywords?: readonly string[];
  readonly make: (given: Given) => Core;
}

const numeric = ["multiple_of", "le", "lt", "ge", "gt"];
const lengths = ["min_length", "max_length"];
/** What changes how values are checked or written, and not the JSON schema for validation. */
const silent = ["strict", "serialization"];

function plain(type: Core["type"], keywords: readonly string[] = []): Maker {
  return { keywords: [...silent, ...keywords], make: () => ({ type }) };
}

function constrained(type: Core["type"], keys: readonly string[], more: readonly string[] = []): Maker {
  return {
    keywords: [...silent, ...keys, ...more],
    make: (given) => ({ type, constraints: given.constraints(keys) }),
  };
}

function sequence(type: Core["type"]): Maker {
  return {
    positional: ["items_schema"],
    keywords: [...silent, ...lengths, "fail_fast"],
    make: (given) => ({
      type,
      ...given.optional("items_schema"),
      constraints: given.constraints(lengths),
    }),
  };
}

const wrapper: Maker = {
  positional: ["function", "schema"],
  keywords: ["serialization"],
  make: (given) => ({ type: "function", schema: given.schema("schema") }),
};

/** The constructors whose JSON schema is known, with the arguments that they may have for it. */
const makers: Readonly<Record<string, Maker>> = {
  any_schema: { keywords: ["serialization"], make: () => ({ type: "any" }) },
  none_schema: { keywords: ["serialization"], make: () => ({ type: "none" }) },
  bool_schema: plain("bool"),
  int_schema: constrained("int", numeric),
  float_schema: constrained("float", numeric, ["allow_inf_nan"]),
  str_schema: constrained(
    "str",
    ["pattern", ...lengths],
    ["strip_whitespace", "to_lower", "to_upper", "regex_engine", "coerce_numbers_to_str"],
  ),
  bytes_schema: constrained("bytes", lengths),
  date_schema: plain("date", ["now_op"]),
  time_schema: plain("time", ["tz_constraint"]),
  datetime_schema: plain("datetime", ["now_op", "tz_constraint"]),
  timedelta_schema: plain("timedelta"),
  uuid_schema: plain("uuid"),
  list_schema: sequence("list"),
  set_schema: sequence("set"),
  frozenset_schema: sequence("frozenset"),
  dict_schema: {
    positional: ["keys_schema", "values_schema"],
    keywords: [...silent, ...lengths],
    make: (given) => {
      const keys = given.optional("keys_schema");
      return {
        type: "dict",
        ...(keys === undefined ? {} : { keys: keys.schema }),
        ...given.optional("values_schema"),
        constraints: given.constraints(lengths),
      };
    },
  },
  nullable_schema: {
    positional: ["schema"],
    keywords: silent,
    make: (given) => ({ type: "nullable", schema: given.schema("schema") }),
  },
  union_schema: {
    positional: ["choices"],
    keywords: [...silent, "auto_collapse", "mode"],
    make: (given) => ({ type: "union", items: given.schemas("choices") }),
  },
  literal_schema: {
    positional: ["expected"],
    keywords: ["serialization"],
    make: (given) => {
      const list = given.value("expected");
      const isPlain = (item: Value): boolean =>
        typeof item === "string" || typeof item === "bigint" || typeof item === "boolean";
      return list instanceof List && list.items.length > 0 && list.items.every(isPlain)
        ? { type: "literal", values: list.items }
        : given.fail();
    },
  },
  is_instance_schema: {
    positional: ["cls"],
    keywords: ["cls_repr", "serialization"],
    make: (given) => {
      const cls = given.value("cls");
      return cls instanceof Class ? { type: "is-instance", cls } : given.fail();
    },
  },
  chain_schema: {
    positional: ["steps"],
    keywords: ["serialization"],
    make: (given) => ({ type: "chain", schema: given.schemas("steps")[0] ?? given.fail() }),
  },
  json_or_python_schema: {
    positional: ["json_schema", "python_schema"],
    keywords: ["serialization"],
    make: (given) => ({ type: "chain", schema: given.schema("json_schema") }),
  },
  no_info_before_validator_function: wrapper,
  no_info_after_validator_function: wrapper,
  no_info_wrap_validator_function: wrapper,
  with_info_before_validator_function: wrapper,
  with_info_after_validator_function: wrapper,
  with_info_wrap_validator_function: wrapper,
  no_info_plain_validator_function: {
    positional: ["function"],
    keywords: ["serialization"],
    make: () => ({ type: "invalid" }),
  },
  with_info_plain_validator_function: {
    positional: ["function"],
    keywords: ["serialization"],
    make: () => ({ type: "invalid" }),
  },
};

/** Takes whatever it is given: how values are written does not show in the JSON schema for validation. */
const serializers = [
  "to_string_ser_schema",
  "plain_serializer_function_ser_schema",
  "wrap_serializer_function_ser_schema",
  "format_ser_schema",
];

/** The names of `pydantic_core.core_schema` that are followed; the others are not known. */
export function coreSchemaNames(): Names {
  return {
    CoreSchema: schemaClass,
    ...Object.fromEntries(
      Object.entries(makers).map(([name, { positional = [], keywords = [], make }]) => [
        name,
        native(name, (call) => coreSchemaValue(make(new Given(name, call, positional, keywords))), true),
      ]),
    ),
    ...Object.fromEntries(
      serializers.map((name) => [name, native(name, () => new Instance(schemaClass), true)]),
    ),
  };
}
