import type { PipelineOptions } from "../../interfaces/ci.ts";

/** What a pipeline does, whatever system runs it. */
export interface PipelineFacts {
  readonly environment: string;
  readonly branch: string;
  readonly repository?: string;
  /** Whether the deploying jobs run in the image. */
  readonly inImage: boolean;
  /** Commands of the deploying jobs, in order; each is one line of a shell without any value of a secret. */
  readonly infrastructure: readonly string[];
  readonly deploy: readonly string[];
  /** The command that says what the deploying ones would do. */
  readonly plan: string;
}

/** Where a pipeline finds its Prefect; both come from secrets and are in nobody's arguments. */
export const prefectSecrets: readonly string[] = ["PREFECT_API_URL", "PREFECT_API_KEY"];

/** How the command line is had in a job. */
export const install = "npm ci";

/** What the options come to. */
export function factsOf(options: PipelineOptions, environment: string): PipelineFacts {
  const { infrastructure, deploymentsFile: file } = options;
  const run = (...words: readonly string[]): string => ["npx", "meta-prefect", ...words].map(word).join(" ");
  const about = ["--env", environment];
  const flows = [...(file === undefined ? [] : ["-f", file]), ...about];
  return {
    environment,
    branch: options.branch ?? (environment === "prod" ? "main" : environment),
    ...(options.repository !== undefined && { repository: options.repository }),
    inImage: options.inImage === true,
    infrastructure:
      infrastructure === undefined ? [] : [run("deploy", "--project", infrastructure, ...about)],
    deploy: [run("deploy", ...flows)],
    plan: run("plan", ...flows),
  };
}

function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
