import { inScope, type Scope } from "../context/scope.ts";
import type { Hook, RunEnd } from "../define/flow-options.ts";
import { failureTrace } from "./failure-text.ts";
import { loggerOf } from "./logger.ts";

/** Calls hooks one after the other. What one throws is logged. */
export async function callHooks(
  hooks: readonly Hook[] | undefined,
  end: RunEnd,
  scope: Scope,
): Promise<void> {
  for (const hook of hooks ?? []) {
    try {
      await inScope(scope, () => hook(end));
    } catch (thrown) {
      loggerOf(scope).error(`hook ${hook.name} of ${end.name} failed: ${failureTrace(thrown)}`);
    }
  }
}
