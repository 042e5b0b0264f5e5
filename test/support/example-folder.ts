import { readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { JsonObject } from "../../src/interfaces/json.ts";
import { makeProject, type ProjectFolder } from "./project-folder.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

/** A copy of an example in a temporary folder, with other files beside. Call its `remove`. */
export async function copyExample(
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ProjectFolder> {
  const folder = await makeProject(files);
  await cp(join(examples, name), folder.path, { recursive: true });
  return folder;
}

/** A JSON file of an example. */
export function exampleJson(name: string, file: string): JsonObject {
  return z.record(z.string(), z.json()).parse(JSON.parse(readFileSync(join(examples, name, file), "utf8")));
}
