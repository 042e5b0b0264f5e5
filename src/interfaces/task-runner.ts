import type { JsonObject } from "./json.ts";

/** What runs the tasks of a flow, instead of what the flow's code says. */
export interface TaskRunner {
  /** Python module of its class, which the run's environment must have: `prefect_dask`. */
  readonly module: string;
  /** Name of its class: `DaskTaskRunner`. */
  readonly class: string;
  /** Keyword arguments of the class; `{ "$jobVariable": "image" }` is the finished deployment's job variable `image`. */
  readonly options: JsonObject;
}
