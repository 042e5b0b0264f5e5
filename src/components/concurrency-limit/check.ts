import type { GlobalConcurrencyLimitComponent } from "../../interfaces/concurrency-limit.ts";
import type { Finding } from "../../interfaces/driver.ts";
import { nameFinding } from "../../util/names.ts";

const id = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const reserved = /^(deployment|tag):/;

/** What Prefect would refuse of a limit, or mistake for something else, before it is asked. */
export function checkGlobalLimit({ name, spec }: GlobalConcurrencyLimitComponent): readonly Finding[] {
  const findings: Finding[] = [];
  const shown = `the concurrency limit name ${JSON.stringify(name)}`;
  const bad = nameFinding("concurrency limit", name);
  if (bad !== undefined) findings.push(bad);
  const prefix = reserved.exec(name)?.[0];
  if (prefix !== undefined) {
    const hint = prefix === "tag:" ? "declare a tag_concurrency_limit" : "limit the deployment itself";
    findings.push({ code: "invalid-name", message: `${shown} begins with "${prefix}"`, hint });
  }
  if (id.test(name)) {
    const hint = "Prefect takes it for an id and never finds the limit; choose another";
    findings.push({ code: "invalid-name", message: `${shown} looks like an id`, hint });
  }
  if ((spec.limit === undefined) === (spec.initialLimit === undefined)) {
    const message = `concurrency limit ${name} has ${spec.limit === undefined ? "neither" : "both"} limit ${spec.limit === undefined ? "nor" : "and"} initialLimit`;
    findings.push({ code: "invalid-limit", message, hint: "give one of them" });
  }
  return [...findings, ...slotFindings(name, spec.limit ?? spec.initialLimit ?? 0)];
}

/** What is wrong with a number of slots. */
export function slotFindings(name: string, slots: number): readonly Finding[] {
  if (Number.isInteger(slots) && slots >= 0) return [];
  const message = `concurrency limit ${name} has ${slots.toString()} slots`;
  return [{ code: "invalid-limit", message, hint: "give a whole number from 0" }];
}
