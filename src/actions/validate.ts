import type { RunOptions } from "../interfaces/options.ts";
import type { DeclaredDeployment, ValidateResult } from "../interfaces/results.ts";
import type { Build } from "../interfaces/plan.ts";
import { readDeclarations } from "./declarations.ts";
import { targetOf } from "./prepare.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";

/** Reads and builds everything without a server. */
export async function validate(options: RunOptions): Promise<ValidateResult> {
  const declarations = await readDeclarations(options);
  const { build, diagnostics } = declarations;
  return { target: targetOf(declarations, null), deployments: declaredDeployments(build), diagnostics };
}

function declaredDeployments({ components }: Build): readonly DeclaredDeployment[] {
  return components
    .filter(({ component }) => isDeclaredDeployment(component))
    .map(({ component: { name }, owner: { environment } }) => {
      const slash = name.indexOf("/");
      return { flow: name.slice(0, slash), name: name.slice(slash + 1), environment };
    });
}
