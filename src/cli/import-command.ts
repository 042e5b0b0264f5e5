import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Handler } from "./answer.ts";
import { isPrefectFile } from "./places.ts";
import { renderImport } from "./render/import.ts";

/** `import`: writes a project file of a prefect.yaml, or of what Prefect has. */
export const importExisting: Handler = async (context) => {
  const { invocation, io, fail, options, places, library } = context;
  const given = invocation.value("out");
  const out = given === undefined ? {} : { out: resolve(io.cwd, given) };
  const fromServer = invocation.flag("from-server") || invocation.flag("all");
  const [named, another] = invocation.positionals.filter(isPrefectFile);
  if (another !== undefined || (named !== undefined && (fromServer || places.selectors.length > 0))) {
    const also = another ?? places.selectors[0] ?? "--from-server";
    throw fail("unexpected-argument", `${also} stands beside ${named ?? ""}`, "import one file at a time");
  }
  const usual = join(places.directory, "prefect.yaml");
  const found = fromServer || places.selectors.length > 0 || !existsSync(usual) ? undefined : usual;
  const file = named === undefined ? found : resolve(io.cwd, named);
  if (file !== undefined) {
    const result = await library.importPrefectFile({ ...options, file, ...out });
    return { exitCode: 0, document: result, stdout: renderImport(result) };
  }
  if (!fromServer && places.selectors.length === 0) {
    throw fail(
      "missing-argument",
      "import needs to know what, and there is no prefect.yaml here",
      "give a prefect.yaml, a selector, or --from-server",
    );
  }
  const selectors = fromServer ? [] : places.selectors;
  const result = await library.importAll({ ...options, selectors, ...out });
  return { exitCode: 0, document: result, stdout: renderImport(result) };
};
