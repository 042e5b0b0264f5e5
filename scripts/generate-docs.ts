import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedPages } from "./docs/pages.ts";

// Writes the pages of docs/ that are made from the source.
const root = fileURLToPath(new URL("..", import.meta.url));
for (const [path, text] of await generatedPages(root)) writeFileSync(join(root, path), text);
