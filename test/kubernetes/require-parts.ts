import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

// Before vitest starts, which would tell much else besides. Nothing is skipped when a part is missing.
const parts: Readonly<Record<string, string>> = {
  etcd: "apt-get install etcd-server",
  openssl: "apt-get install openssl",
  curl: "apt-get install curl",
  kubectl: "apt-get install kubernetes-client, or any kubectl 1.20 or newer",
  go: "install Go 1.26 or newer; it builds the API server once, in about four minutes on two cores",
};
const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
const isThere = async (program: string): Promise<boolean> => {
  const found = await Promise.allSettled(folders.map((folder) => access(join(folder, program))));
  return found.some(({ status }) => status === "fulfilled");
};
for (const [program, remedy] of Object.entries(parts)) {
  if (await isThere(program)) continue;
  process.stderr.write(`the tests on Kubernetes need ${program}, and the PATH does not have it: ${remedy}\n`);
  process.exitCode = 1;
}
