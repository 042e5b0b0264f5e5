import { hash } from "node:crypto";
import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { str } from "../values/text.ts";
import { Instance, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

const namespaces = {
  NAMESPACE_DNS: "6ba7b8109dad11d180b400c04fd430c8",
  NAMESPACE_URL: "6ba7b8119dad11d180b400c04fd430c8",
  NAMESPACE_OID: "6ba7b8129dad11d180b400c04fd430c8",
  NAMESPACE_X500: "6ba7b8149dad11d180b400c04fd430c8",
};

/** The names of `uuid`. */
export function uuidNames(runtime: Runtime): Names {
  const uuid = nativeClass("UUID", "uuid", [runtime.builtinClass("object")]);
  const get = (value: Instance): string => {
    const text = value.attributes.get(" text");
    return typeof text === "string" ? text : "";
  };
  const digits = (value: Instance): string => get(value).replaceAll("-", "");
  const make = (hex: string): Instance => {
    const made = new Instance(uuid);
    const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    made.attributes.set(" text", parts.join("-"));
    return made;
  };
  uuid.construct = (call) => {
    const number = call.kwargs.get("int");
    const others = [...call.kwargs.keys()].filter((key) => !["hex", "int", " cls"].includes(key));
    if (others.length > 0 || call.args.length > 1)
      return giveUp("unknown-value", "a UUID of such parts", placeOf(call));
    if (typeof number === "bigint" && number >= 0n && number < 2n ** 128n)
      return make(number.toString(16).padStart(32, "0"));
    const text = str(runtime, call.args[0] ?? call.kwargs.get("hex") ?? null, placeOf(call))
      .toLowerCase()
      .replace("urn:", "")
      .replace("uuid:", "")
      .replaceAll(/[{}-]/gu, "");
    if (text.length !== 32 || !/^[0-9a-f]+$/u.test(text))
      return runtime.raise("ValueError", "badly formed hexadecimal UUID string", placeOf(call));
    return make(text);
  };
  uuid.hooks = {
    text: get,
    json: get,
    hash: get,
    repr: (value) => `UUID('${get(value)}')`,
    attribute: (value, name) =>
      name === "hex" ? digits(value) : name === "int" ? BigInt(`0x${digits(value)}`) : undefined,
  };
  const random = (name: string): Value =>
    native(name, (call) => giveUp("unknown-value", "a new UUID each time", placeOf(call)));
  const named = (name: string, algorithm: string, version: string): Value =>
    native(name, (call) => {
      const [namespace, text] = call.args;
      if (!(namespace instanceof Instance) || namespace.cls !== uuid || typeof text !== "string")
        return giveUp("unknown-value", `${name}() of this`, placeOf(call));
      const bytes = Buffer.concat([Buffer.from(digits(namespace), "hex"), Buffer.from(text, "utf8")]);
      const made = hash(algorithm, bytes, "hex").slice(0, 32);
      const variant = ((Number.parseInt(made.charAt(16), 16) & 3) | 8).toString(16);
      return make(`${made.slice(0, 12)}${version}${made.slice(13, 16)}${variant}${made.slice(17)}`);
    });
  return {
    UUID: uuid,
    uuid1: random("uuid1"),
    uuid3: named("uuid3", "md5", "3"),
    uuid4: random("uuid4"),
    uuid5: named("uuid5", "sha1", "5"),
    ...Object.fromEntries(Object.entries(namespaces).map(([name, hex]) => [name, make(hex)])),
  };
}
