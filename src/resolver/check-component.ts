import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Driver } from "../interfaces/driver.ts";
import type { OwnedComponent } from "../interfaces/plan.ts";
import type { SchemaChecker } from "../interfaces/ports.ts";

/** What the driver of a component finds wrong with it before any server is asked. What is external is never ours to judge. */
export function checkComponent(
  { component, location }: OwnedComponent,
  drivers: ReadonlyMap<string, Driver>,
  checker: SchemaChecker,
): readonly Diagnostic[] {
  const findings =
    component.external === true ? [] : (drivers.get(component.kind)?.check?.(component, checker) ?? []);
  return findings.map((finding) => ({
    severity: "error",
    ...(location !== undefined && { location }),
    ...finding,
  }));
}
