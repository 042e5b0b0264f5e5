import { isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import { notRepeatable } from "../util/not-repeatable.ts";

/**
 * Imports a file or a package of the user's project.
 *
 * @param module Absolute path, or the name of a package that is installed for the project.
 * @param root The project's folder, absolute.
 */
export type ImportModule = (module: string, root: string) => Promise<Record<string, unknown>>;

/**
 * Imports TypeScript and JavaScript as they are, without a build. `meta-prefect` and what is below it are found also
 * where they are not installed: then they are this running copy. User code runs here, with all that it may do.
 */
export const importModule: ImportModule = async (module, root) => {
  notRepeatable.publish("code of the user's");
  registered ??= register();
  const { load } = await registered;
  if (isAbsolute(module)) return load(pathToFileURL(module).href);
  // A package must be resolved as the project would resolve it: the hook takes the parent from a URL of ours.
  const parent = pathToFileURL(join(root, "package.json")).href;
  return load(`meta-prefect-package:${encodeURIComponent(parent)}/${module}`);
};

interface Loader {
  readonly load: (specifier: string) => Promise<Record<string, unknown>>;
}

let registered: Promise<Loader> | undefined;

/** Installs the hooks for the rest of the process; ours first, so that TypeScript's can ask it. */
async function register(): Promise<Loader> {
  const { register: registerHooks } = await import("node:module");
  const { register: registerTsx } = await import("tsx/esm/api");
  const [folder, ending] = import.meta.url.endsWith(".ts") ? ["..", "ts"] : ["../lib", "js"];
  const own = {
    "meta-prefect": new URL(`${folder}/index.${ending}`, import.meta.url).href,
    "meta-prefect/kit": new URL(`${folder}/kit.${ending}`, import.meta.url).href,
    "meta-prefect/testing": new URL(`${folder}/testing.${ending}`, import.meta.url).href,
    "meta-prefect/runtime": new URL(
      ending === "ts" ? "../runtime/index.ts" : `${folder}/runtime.js`,
      import.meta.url,
    ).href,
  };
  registerHooks(asUrl(hooks), {
    parentURL: import.meta.url,
    data: own,
  });
  registerTsx();
  // The import stands in a module of its own, where no bundler and no test runner replaces it with theirs.
  return (await import(asUrl("export const load = (specifier) => import(specifier);"))) as Loader;
}

const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/*
 * Runs on the thread of Node's hooks, which takes JavaScript only. A Python project seldom has a package.json that
 * says "type": "module": its TypeScript is taken for ECMAScript modules all the same.
 */
const hooks = `
let own;
export function initialize(data) { own = data; }
export async function resolve(specifier, context, next) {
  const [, parent, name = specifier] = /^meta-prefect-package:([^/]*)\\/(.*)$/.exec(specifier) ?? [];
  const asked = parent === undefined ? context : { ...context, parentURL: decodeURIComponent(parent) };
  let found;
  try {
    found = await next(name, asked);
  } catch (error) {
    if (!Object.hasOwn(own, name)) throw error;
    found = await next(own[name], context);
  }
  const typescript = found.url.startsWith("file:") && /\\.tsx?(\\?|$)/.test(found.url);
  return typescript ? { ...found, format: "module" } : found;
}
`;
