import { randomBytes } from "node:crypto";

/** A name that no other test uses: `unique("etl")` gives for example `etl-9f3a61c2`. A server serves file after file. */
export function unique(prefix = "project"): string {
  return `${prefix}-${randomBytes(4).toString("hex")}`;
}
