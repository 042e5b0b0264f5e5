import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";

/*
 * Makes dist/ of the sources. Reading some 300 small modules costs more than running them, so they are put together, with
 * the packages among them that every run needs; what is only sometimes needed stays in files and packages of its own. All parts lie two
 * folders deep, as in src/, so that paths from them to the package's other files hold.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const inlined = ["zod", "yaml", "picomatch", "semver"];

/** Of zod's fifty languages our messages use one, and the others are a third of what must be read before anything runs. */
const onlyEnglish: Plugin = {
  name: "only-english",
  setup: (bundler) => {
    bundler.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/** What is loaded when a run is not repeated is there already. */
const programIsBuilt: Plugin = {
  name: "program-is-built",
  setup: (bundler) => {
    bundler.onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: "../lib/program.js", external: true }));
  },
};

const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
for (const folder of ["cli", "lib"]) await rm(join(root, "dist", folder), { recursive: true, force: true });
/** How all is built. */
const common = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // less to read; names stay, so that a stack trace says something
  minifyWhitespace: true,
  minifySyntax: true,
  mainFields: ["module", "main"],
  // the same code as ECMAScript modules; what Node gets is CommonJS, whose names an import() does not see
  alias: { yaml: "./node_modules/yaml/browser/index.js" },
  external: Object.keys(manifest.dependencies).filter((name) => !inlined.includes(name)),
  legalComments: "eof",
  logLevel: "warning",
} as const satisfies BuildOptions;
const { metafile } = await build({
  ...common,
  entryPoints: {
    "lib/program": "src/cli/program.ts",
    "lib/index": "src/index.ts",
    "lib/kit": "src/kit.ts",
    "lib/testing": "src/testing.ts",
    "lib/runtime": "src/runtime/index.ts",
  },
  chunkNames: "lib/[name]-[hash]",
  splitting: true,
  banner: {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  },
  plugins: [onlyEnglish],
  metafile: true,
});
// One file for itself: what a repeated run needs.
await build({ ...common, entryPoints: { "cli/main": "src/cli/main.ts" }, plugins: [programIsBuilt] });
await writeFile(join(root, "dist", "THIRD-PARTY-LICENSES.txt"), await licences(metafile));

/** The licence of each package of which code was put in. */
async function licences({ inputs }: Metafile): Promise<string> {
  const folders = Object.keys(inputs).flatMap(
    (file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const names = await readdir(join(root, folder));
    const name = names.find((one) => /^licen[cs]e/i.test(one));
    if (name === undefined) throw new TypeError(`${folder} has no licence file`);
    return `${dirname(join(folder, "x")).replace("node_modules/", "")}\n\n${await readFile(join(root, folder, name), "utf8")}`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(78)}\n\n`);
}
