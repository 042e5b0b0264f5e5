import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { Alias, Annotated, Class, Constraint, Instance, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** Classes of pydantic with a schema of their own; see `schema/library-schemas.ts`. */
const classes = [
  "SecretStr",
  "SecretBytes",
  "EmailStr",
  "NameEmail",
  "AnyUrl",
  "AnyHttpUrl",
  "HttpUrl",
  "AnyWebsocketUrl",
  "WebsocketUrl",
  "FileUrl",
  "FtpUrl",
  "PostgresDsn",
  "CockroachDsn",
  "AmqpDsn",
  "RedisDsn",
  "MongoDsn",
  "KafkaDsn",
  "NatsDsn",
  "MySQLDsn",
  "MariaDBDsn",
  "ClickHouseDsn",
  "SnowflakeDsn",
  "IPvAnyAddress",
  "IPvAnyInterface",
  "IPvAnyNetwork",
  "FilePath",
  "DirectoryPath",
  "NewPath",
  "Json",
  "AwareDatetime",
  "NaiveDatetime",
  "PastDatetime",
  "FutureDatetime",
  "PastDate",
  "FutureDate",
  "UUID1",
  "UUID3",
  "UUID4",
  "UUID5",
  "Base64Str",
  "Base64Bytes",
  "Base64UrlStr",
  "Base64UrlBytes",
  "ByteSize",
  "JsonValue",
];

function limits(values: Readonly<Record<string, Value>>): Constraint {
  return new Constraint(new Map(Object.entries(values)));
}

/** The types that pydantic offers beyond Python's. */
export function pydanticTypeNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const int = runtime.builtinClass("int");
  const float = runtime.builtinClass("float");
  const string = runtime.builtinClass("str");
  const out: Record<string, Value> = {};
  for (const name of classes) {
    const cls = nativeClass(name, "pydantic", [object]);
    cls.construct = (call) => giveUp("unknown-value", `a ${name}`, placeOf(call));
    out[name] = cls;
  }
  const secret = out["SecretStr"];
  if (secret instanceof Class) {
    secret.construct = (call) => {
      const made = new Instance(secret);
      made.attributes.set(" secret", call.args[0] ?? null);
      return made;
    };
    const shown = (value: Instance): string => (value.attributes.get(" secret") === "" ? "" : "**********");
    secret.hooks = {
      json: shown,
      text: shown,
      truth: (value) => value.attributes.get(" secret") !== "",
      attribute: (value, name) =>
        name === "get_secret_value" ? native(name, () => value.attributes.get(" secret") ?? null) : undefined,
    };
  }
  const json = out["Json"];
  if (json instanceof Class) json.data.set("generic", true);
  const numbers: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
    Positive: { gt: 0n },
    NonNegative: { ge: 0n },
    Negative: { lt: 0n },
    NonPositive: { le: 0n },
  };
  for (const [prefix, values] of Object.entries(numbers)) {
    out[`${prefix}Int`] = new Annotated(int, [limits(values)]);
    out[`${prefix}Float`] = new Annotated(float, [limits(values)]);
  }
  out["FiniteFloat"] = new Annotated(float, [limits({ allow_inf_nan: false })]);
  for (const [name, type] of [
    ["StrictStr", string],
    ["StrictInt", int],
    ["StrictFloat", float],
    ["StrictBool", runtime.builtinClass("bool")],
    ["StrictBytes", runtime.builtinClass("bytes")],
  ] as const)
    out[name] = new Annotated(type, [limits({ strict: true })]);
  const con = (name: string, type: Class): Value =>
    native(
      name,
      (call) =>
        new Annotated(type, [
          new Constraint(new Map([...call.kwargs].filter(([, value]) => value !== null))),
        ]),
    );
  out["constr"] = con("constr", string);
  out["conint"] = con("conint", int);
  out["confloat"] = con("confloat", float);
  out["condecimal"] = con("condecimal", nativeClass("Decimal", "decimal", [object]));
  out["conbytes"] = con("conbytes", runtime.builtinClass("bytes"));
  for (const [name, type] of [
    ["conlist", "list"],
    ["conset", "set"],
    ["confrozenset", "frozenset"],
  ] as const) {
    out[name] = native(
      name,
      (call) =>
        new Annotated(
          new Alias(runtime.builtinClass(type), [call.args[0] ?? call.kwargs.get("item_type") ?? null]),
          [
            new Constraint(
              new Map([...call.kwargs].filter(([key, value]) => value !== null && key !== "item_type")),
            ),
          ],
        ),
    );
  }
  return out;
}

/** The names of `annotated_types`. */
export function annotatedTypesNames(runtime: Runtime): Names {
  const out: Record<string, Value> = {};
  const one = (name: string, key: string): void => {
    out[name] = native(
      name,
      (call) => new Constraint(new Map([[key, call.args[0] ?? [...call.kwargs.values()][0] ?? null]])),
    );
  };
  for (const [name, key] of [
    ["Gt", "gt"],
    ["Ge", "ge"],
    ["Lt", "lt"],
    ["Le", "le"],
    ["MultipleOf", "multiple_of"],
    ["MinLen", "min_length"],
    ["MaxLen", "max_length"],
  ] as const)
    one(name, key);
  out["Interval"] = native(
    "Interval",
    (call) => new Constraint(new Map([...call.kwargs].filter(([, value]) => value !== null))),
  );
  out["Len"] = native("Len", (call) => {
    const low = call.args[0] ?? call.kwargs.get("min_length") ?? 0n;
    const high = call.args[1] ?? call.kwargs.get("max_length") ?? null;
    return new Constraint(
      new Map([
        ...(low === 0n ? [] : [["min_length", low] as const]),
        ...(high === null ? [] : [["max_length", high] as const]),
      ]),
    );
  });
  for (const name of ["Predicate", "Not", "Timezone", "Unit", "DocInfo", "doc"]) {
    const cls = nativeClass(name, "annotated_types", [runtime.builtinClass("object")]);
    cls.construct = () => new Instance(cls);
    out[name] = cls;
  }
  return out;
}
