import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { Finding } from "../../interfaces/driver.ts";
import { isObject } from "../../util/stable-json.ts";

/**
 * A run's events name at most 100 things: the flow, deployment, pool, queue and run, the tags of all of them, among
 * which are `auto-scheduled` and the project's own. With more, Prefect answers 500 for each new run.
 */
const mostTags = 93;
/** Bytes of the parameters as Python writes them, in ASCII without blanks. */
const largestParameters = 524_288;

/** What Prefect would take now and refuse for each run later, or refuse at once. */
export function limitFindings(
  { name, flow, fields }: DeploymentSpec,
  at: (path: string) => Partial<Finding>,
): readonly Finding[] {
  const findings: Finding[] = [];
  const { tags, parameters } = fields;
  const count = Array.isArray(tags) ? new Set(tags).size : 0;
  if (count > mostTags) {
    const message = `deployment ${flow}/${name} has ${count.toString()} tags`;
    const hint = `with more than ${mostTags.toString()}, Prefect fails to make its runs`;
    findings.push({ code: "too-many", message, hint, ...at("tags") });
  }
  const size = isObject(parameters) ? asciiLength(JSON.stringify(parameters)) : 0;
  if (size > largestParameters) {
    const message = `the parameters of deployment ${flow}/${name} take ${size.toString()} bytes as JSON`;
    const hint = `Prefect takes at most ${largestParameters.toString()}: pass a path or the name of a block`;
    findings.push({ code: "too-large", message, hint, ...at("parameters") });
  }
  return findings;
}

/** Python escapes what is not ASCII with six characters for each 16 bits. */
function asciiLength(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 126) length += 5;
  return length;
}
