import { format } from "node:util";
import { currentScope } from "../context/scope.ts";
import { loggerOf, type RunLogger } from "./logger.ts";

const ways = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const;
let taken = false;

/** From now on, what code says by `console` in a run with `logPrints` goes to the run's log; all else as before. */
export function takePrints(): void {
  if (taken) return;
  taken = true;
  for (const [way, level] of Object.entries(ways) as [keyof typeof ways, keyof RunLogger][]) {
    const before = console[way].bind(console);
    console[way] = (...values: readonly unknown[]) => {
      const scope = currentScope();
      const wanted = scope?.task?.logPrints ?? scope?.flow?.logPrints ?? false;
      if (scope !== undefined && wanted) loggerOf(scope)[level](format(...values));
      else before(...values);
    };
  }
}
