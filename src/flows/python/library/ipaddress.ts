import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { Instance } from "../values/value.ts";
import { nativeClass, type Names } from "./library.ts";

const names = ["IPv4Address", "IPv4Interface", "IPv4Network", "IPv6Address", "IPv6Interface", "IPv6Network"];
const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const address = new RegExp(`^${octet}(?:\\.${octet}){3}$`, "u");

/** Whether a text is an IPv4 network as Python writes it: no bits beyond its prefix. */
function isNetwork(text: string): boolean {
  const [base = "", length = ""] = text.split("/");
  if (!address.test(base) || !/^(?:3[0-2]|[12]?\d)$/u.test(length)) return false;
  const bits = base.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return bits % 2 ** (32 - Number(length)) === 0;
}

/** The names of `ipaddress`; of its objects, plain IPv4 ones are followed. */
export function ipaddressNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  return Object.fromEntries(
    names.map((name) => {
      const cls = nativeClass(name, "ipaddress", [object]);
      const isPlain = (text: string): boolean =>
        name === "IPv4Address" ? address.test(text) : name === "IPv4Network" && isNetwork(text);
      const get = (value: Instance): string => {
        const text = value.attributes.get(" text");
        return typeof text === "string" ? text : "";
      };
      cls.construct = (call) => {
        const [text] = call.args;
        if (typeof text !== "string" || call.args.length > 1 || !isPlain(text))
          return giveUp("unknown-value", `an instance of ipaddress.${name}`, placeOf(call));
        const made = new Instance(cls);
        made.attributes.set(" text", text);
        return made;
      };
      cls.hooks = { text: get, json: get, hash: get, repr: (value) => `${name}('${get(value)}')` };
      return [name, cls];
    }),
  );
}
