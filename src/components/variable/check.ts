import type { VariableComponent } from "../../interfaces/variable.ts";
import type { Finding } from "../../interfaces/driver.ts";

/** Bytes that Prefect takes for a value, as JSON in UTF-8 without blanks. */
const largestValue = 5_000;
const longestName = 255;
const ledgerPrefix = "meta_prefect_";

/** What Prefect would refuse of a variable, before it is asked. */
export function checkVariable({ name, spec }: VariableComponent): readonly Finding[] {
  const shown = `the variable name ${JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}...` : name)}`;
  const findings: Finding[] = [];
  if (name === "" || !/^[a-z0-9_-]*$/.test(name)) {
    const hint = "take lower-case letters, digits, - and _ only";
    const message = name === "" ? `${shown} is empty` : `${shown} has a character that Prefect refuses`;
    findings.push({ code: "invalid-name", message, hint });
  }
  if (name.length > longestName) {
    const message = `${shown} has ${name.length.toString()} characters`;
    findings.push({ code: "invalid-name", message, hint: `Prefect takes at most ${longestName.toString()}` });
  }
  if (name.startsWith(ledgerPrefix)) {
    const hint = "meta-prefect keeps such names for itself; choose another";
    findings.push({ code: "invalid-name", message: `${shown} begins with "${ledgerPrefix}"`, hint });
  }
  const size = Buffer.byteLength(JSON.stringify(spec.value));
  if (size > largestValue) {
    const message = `the value of variable ${name} takes ${size.toString()} bytes as JSON`;
    const hint = `Prefect takes at most ${largestValue.toString()}: put it into a block or a file`;
    findings.push({ code: "too-large", message, hint });
  }
  return findings;
}
