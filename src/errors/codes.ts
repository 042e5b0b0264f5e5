import { automationsCodes } from "./codes/automations.ts";
import { blocksCodes } from "./codes/blocks.ts";
import { cliCodes } from "./codes/cli.ts";
import { clusterCodes } from "./codes/cluster.ts";
import { flowsCodes } from "./codes/flows.ts";
import { actionsCodes } from "./codes/actions.ts";
import { hostsCodes } from "./codes/hosts.ts";
import { imagesCodes } from "./codes/images.ts";
import { prefectCodes } from "./codes/prefect.ts";
import { projectCodes } from "./codes/project.ts";
import { recipesCodes } from "./codes/recipes.ts";
import { resolverCodes } from "./codes/resolver.ts";
import { runtimeCodes } from "./codes/runtime.ts";

/** Every code that an error or a diagnostic can carry, with its meaning; `docs/codes.md` is generated from it. */
export const codes = {
  ...projectCodes,
  ...flowsCodes,
  ...prefectCodes,
  ...hostsCodes,
  ...imagesCodes,
  ...recipesCodes,
  ...resolverCodes,
  ...blocksCodes,
  ...automationsCodes,
  ...actionsCodes,
  ...cliCodes,
  ...clusterCodes,
  ...runtimeCodes,
} as const satisfies Readonly<Record<string, string>>;

/** A code of the table. */
export type Code = keyof typeof codes;
