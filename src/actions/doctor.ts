import { hasErrors } from "../errors/diagnostics.ts";
import type { Component } from "../interfaces/component.ts";
import type { DoctorResult, Finding } from "../interfaces/look-actions.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import { readApiSettings } from "../project/read-api-settings.ts";
import { connect, type Connection } from "./connect.ts";
import { readDeclarations, type Declarations } from "./declarations.ts";
import { failureFinding } from "./doctor/failure-finding.ts";
import {
  builderFindings,
  kubectlFindings,
  pythonFinding,
  workerVersionFinding,
} from "./doctor/machine-findings.ts";
import { serverFindings, type ServerFindings } from "./doctor/server-findings.ts";

/** Looks whether everything round a project is well. Reads only; a check that cannot be made is a finding. */
export async function doctor(options: CallerOptions): Promise<DoctorResult> {
  const { finding, project, components } = await readComponents(options);
  const python = await pythonFinding(options);
  const server = await askServer(options);
  const machine = [
    await workerVersionFinding(options, project, server.version),
    ...(await builderFindings(options, components)),
    ...(await kubectlFindings(options, components)),
  ];
  return { findings: [finding, python, ...server.findings, ...machine] };
}

interface Read {
  readonly finding: Finding;
  readonly project: Partial<Pick<Declarations["project"], "root" | "python">>;
  /** Undefined where there is no project, or one with mistakes. */
  readonly components?: readonly Component[];
}

/** What the project declares, as far as it can be read. */
async function readComponents(options: CallerOptions): Promise<Read> {
  const check = "project";
  const nothing = { project: {} };
  try {
    const { project, build, diagnostics } = await readDeclarations(options);
    const components = build.components.map(({ component }) => component);
    if (diagnostics.some(({ code }) => code === "no-project-file")) {
      const message = "there is no meta_prefect.yaml here or above, so only the rest is looked at";
      return { ...nothing, finding: { check, state: "ok", message } };
    }
    if (!hasErrors(diagnostics)) {
      const message = `${project.name} in ${project.root} can be read`;
      return { project, components, finding: { check, state: "ok", message } };
    }
    const many = diagnostics.filter(({ severity }) => severity === "error").length;
    const message = `${project.name} in ${project.root} has mistakes: ${String(many)}`;
    const hint = "`meta-prefect validate` shows each with its place";
    return { project, finding: { check, state: "error", message, hint } };
  } catch (thrown) {
    return { ...nothing, finding: failureFinding(check, "error", thrown) };
  }
}

async function askServer(options: CallerOptions): Promise<ServerFindings> {
  let connection: Connection;
  try {
    const { root, api } = await readApiSettings(options);
    connection = await connect(options, root, { mayStart: false, api });
  } catch (thrown) {
    return { findings: [failureFinding("api", "error", thrown)], version: undefined };
  }
  return serverFindings(options, connection);
}
