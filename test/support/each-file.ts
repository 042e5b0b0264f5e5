import { readFileSync } from "node:fs";
import { afterEach } from "vitest";
import { z } from "zod";
import { claimPrefect, read } from "./prefect.ts";

const logFile = await claimPrefect();
const found = z.array(z.object({ id: z.string() }));

// A file begins without the flows of the files before it: their deployments, schedules and runs go with them.
for (;;) {
  const flows = await read("POST", "/flows/filter", found, { limit: 200 });
  if (flows.length === 0) break;
  for (const { id } of flows) await read("DELETE", `/flows/${id}`, z.unknown());
}

// What Prefect refuses as "Service Unavailable" has its reason in its log only.
afterEach(({ task }) => {
  if (task.result?.state !== "fail") return;
  const log = readFileSync(logFile, "utf8").split("\n");
  const complaints = log.filter((line) => /^sqlalchemy\.exc|^\[SQL:| (ERROR|WARNING) +\| /.test(line));
  process.stderr.write(`${task.name}: Prefect's last complaints:\n${complaints.slice(-20).join("\n")}\n`);
});
