import { z } from "../../kit.ts";

const cpuText = /^(?:\d+(?:\.\d+)?|\d+m)$/;
const memoryText = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T)?$/;

const units: Readonly<Record<string, number>> = {
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};
const gibibyte = 1024 ** 3;

/** Cores: a number, or a quantity as Kubernetes writes it (`500m`). Answers the quantity. */
export const cpuQuantity = z
  .union([z.number().positive(), z.string().regex(cpuText, "expected cores, for example 2, 0.5 or 500m")])
  .transform(String);

/** Memory: a number of GiB, or a quantity with its unit (`512Mi`). Answers the quantity. */
export const memoryQuantity = z
  .union([
    z.number().positive(),
    z.string().regex(memoryText, "expected GiB as a number, or a quantity, for example 512Mi or 2Gi"),
  ])
  .transform((memory) => (typeof memory === "string" ? memory : gibibytes(memory)));

/** A quantity of cores in cores. */
export function cores(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** A quantity of memory in bytes. */
export function bytes(quantity: string): number {
  const [, amount = "", unit = ""] = memoryText.exec(quantity) ?? [];
  return Number(amount) * (units[unit] ?? 1);
}

/** Kubernetes would take `1.5Gi`, but shows and compares it in whole units. */
function gibibytes(amount: number): string {
  return Number.isInteger(amount) ? `${String(amount)}Gi` : `${String(Math.ceil(amount * 1024))}Mi`;
}

/** Refuses cores and memory outside of what a machine there can have. */
export function atMost(
  limits: { readonly cpu: number; readonly memory: number },
  given: Readonly<Record<string, unknown>>,
  issues: z.core.$RefinementCtx,
): void {
  const refuse = (name: string, message: string): void => {
    issues.addIssue({ code: "custom", path: [name], message, input: given[name] });
  };
  for (const name of ["cpu", "cpu_limit"]) {
    const value = given[name];
    if (typeof value === "string" && cores(value) > limits.cpu) {
      refuse(name, `${name} is ${value}, more than ${String(limits.cpu)} cores`);
    }
  }
  for (const name of ["memory", "memory_limit"]) {
    const value = given[name];
    if (typeof value === "string" && bytes(value) > limits.memory * gibibyte) {
      refuse(name, `${name} is ${value}, more than ${String(limits.memory)} GiB`);
    }
  }
}
