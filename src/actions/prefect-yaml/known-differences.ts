import type { Json } from "../../interfaces/json.ts";
import type { EvaluatedDeployment } from "./evaluate.ts";
import type { PrefectFile } from "./prefect-file.ts";
import { outputVariable } from "./references.ts";
import { blocksIn, variablesIn } from "./templates.ts";

/** What an import of a whole file came across. */
export interface ImportedParts {
  readonly file: PrefectFile;
  /** Those that are in the new file. */
  readonly deployments: readonly EvaluatedDeployment[];
  /** Outputs of steps that are not known, for example `get-commit.stdout`. */
  readonly outputs: ReadonlySet<string>;
  /** The variables in Prefect that were there. */
  readonly variables: ReadonlyMap<string, Json>;
}

/** Sentences on where the new file is meant to do other things than `prefect deploy` with the old one. */
export function knownDifferences({
  file,
  deployments,
  outputs,
  variables,
}: ImportedParts): readonly string[] {
  const used = file.deployments as unknown as Json;
  const missing = variablesIn(used).filter((name) => !variables.has(name));
  const secrets = blocksIn(withoutPullSteps(file));
  const builds = [file.build, file.push, ...file.deployments.flatMap(({ build, push }) => [build, push])];
  const sentences: readonly (readonly [boolean, string])[] = [
    [
      deployments.some(({ version }) => version === null),
      "version: where the file says none, `prefect deploy` writes the git commit or a hash of the flow's file; here it is left as Prefect has it, and the recipe versioneer sets it",
    ],
    [
      deployments.some(({ description }) => description === null),
      'description: of a flow without a docstring, `prefect deploy` writes the text "None"; here it has none',
    ],
    [
      deployments.some(({ schedules }) => schedules.some(({ slug }) => typeof slug !== "string")),
      "schedules: those without a slug get one, schedule or schedule-2, so that editing one keeps its id and its scheduled runs",
    ],
    [
      deployments.some(({ schedules }) =>
        schedules.some(({ interval, anchor_date: anchor }) => interval !== undefined && anchor === undefined),
      ),
      "schedules: `prefect deploy` counts an interval without anchor_date from the moment of each deploy; here the anchor that Prefect has stays",
    ],
    [
      deployments.some(({ schedules }) => schedules.some(({ replaces }) => typeof replaces === "string")),
      "schedules: replaces is left out; a changed slug is a new schedule, and the old one of ours goes",
    ],
    [
      builds.some((steps) => (steps ?? []).length > 0),
      "build and push steps are not run: build and push before you deploy",
    ],
    [
      outputs.size > 0,
      `outputs of steps are environment variables now: ${[...outputs].map((name) => `${name} is ${outputVariable(name)}`).join(", ")}`,
    ],
    [
      variables.size > 0,
      `variables in Prefect were looked up now, and the file has their values: ${[...variables.keys()].join(", ")}`,
    ],
    [
      missing.length > 0,
      `Prefect has no such variables, so their templates became nothing: ${missing.join(", ")}`,
    ],
    [
      secrets.length > 0,
      `blocks stay references that runs look up, where \`prefect deploy\` writes their values in plain text: ${secrets.join(", ")}`,
    ],
    [
      file.deployments.some(({ sla }) => sla !== undefined),
      "sla is left out: only Prefect Cloud has service level agreements",
    ],
    [
      file.deployments.some(({ version_type: type }) => type !== undefined && type !== null),
      "version_type is left out: the version is a plain text",
    ],
  ];
  return sentences.filter(([holds]) => holds).map(([, sentence]) => sentence);
}

/** Pull steps keep their references in Prefect too. */
function withoutPullSteps(file: PrefectFile): Json {
  return file.deployments.map(
    ({ pull: _pull, build: _build, push: _push, ...rest }) => rest,
  ) as unknown as Json;
}
