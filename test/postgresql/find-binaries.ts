import { access, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Debian keeps the programs of each version in a folder of its own, outside the PATH. */
const versionsFolder = "/usr/lib/postgresql";

/**
 * The folder that has PostgreSQL's `initdb` and `postgres`: one of the PATH, else the newest of Debian's.
 *
 * @throws TypeError when there is none; the message says how to install it
 */
export async function findBinaries(): Promise<string> {
  const versions = (await readdir(versionsFolder).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""),
    ...versions.map((version) => join(versionsFolder, version, "bin")),
  ];
  for (const folder of folders) {
    const programs = ["initdb", "postgres"].map((program) => access(join(folder, program)));
    if ((await Promise.allSettled(programs)).every(({ status }) => status === "fulfilled")) return folder;
  }
  throw new TypeError(
    "the tests on PostgreSQL need its programs initdb and postgres, " +
      `and neither the PATH nor ${versionsFolder}/*/bin has them: apt-get install postgresql`,
  );
}
