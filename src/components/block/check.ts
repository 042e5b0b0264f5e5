import type { BlockSpec } from "../../interfaces/block.ts";
import type { Component } from "../../interfaces/component.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import { isLeaf, leafOf, leavesIn } from "./secret-leaves.ts";

const formHint =
  "write { $secret: { env: NAME } }, { $secret: { file: PATH } } or { $secret: { command: [PROGRAM, …] } }";

/** What is wrong with a block before any server is asked. */
export function checkBlock({ name, spec }: Component<string, BlockSpec>): readonly Finding[] {
  const at = spec.location === undefined ? {} : { location: spec.location };
  const invalid = (message: string, hint: string): Finding => ({
    code: "invalid-block",
    message,
    hint,
    ...at,
  });
  const findings: Finding[] = [];
  if (!/^[a-z0-9-]+$/.test(spec.block)) {
    const message = `the block name ${JSON.stringify(spec.block)} has other characters than a-z, 0-9 and -`;
    findings.push(invalid(message, "Prefect takes no others in the name of a block"));
  }
  for (const [path, leaf] of leavesIn(spec.fields)) {
    if (leafOf(leaf) !== undefined) continue;
    if (leaf["$plain"] === null) {
      const message = `field ${path} of block ${name} is written out in the project's files, and left out here`;
      findings.push({ code: "secret-unavailable", message, hint: "run this in the project's folder", ...at });
      continue;
    }
    const message = `field ${path} of block ${name} names its secret in an unknown way`;
    findings.push({ code: "invalid-secret", message, hint: formHint, ...at });
  }
  for (const [field, value] of Object.entries(spec.fields)) {
    const other = isObject(value) ? value["$ref"] : undefined;
    if (other !== undefined && (typeof other !== "string" || !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(other))) {
      const message = `field ${field} of block ${name} refers to ${JSON.stringify(other)}, which is no block's name`;
      findings.push(
        invalid(message, "write { $ref: TYPE-SLUG/NAME }, for example { $ref: aws-credentials/prod }"),
      );
    } else if (other === undefined && hasReference(value)) {
      const message = `field ${field} of block ${name} has a block inside of other values`;
      findings.push(invalid(message, "Prefect takes blocks only as whole fields"));
    }
  }
  return findings;
}

function hasReference(value: Json): boolean {
  if (isLeaf(value)) return false;
  if (Array.isArray(value)) return value.some(hasReference);
  return isObject(value) && ("$ref" in value || Object.values(value).some(hasReference));
}
