import type { Json } from "./json.ts";

/** A field in which what `prefect deploy` writes and what the new file makes are not the same. */
export interface ProofDifference {
  /** `flow/deployment`. */
  readonly deployment: string;
  /** Its name in Prefect's API. */
  readonly field: string;
  readonly prefect: Json;
  readonly ours: Json;
}

/** The proof at the end of an import of a `prefect.yaml`. */
export interface ImportProof {
  /** How many deployments are, field by field, what `prefect deploy` makes of the file. */
  readonly equal: number;
  /** How many were compared. */
  readonly compared: number;
  readonly differences: readonly ProofDifference[];
  /** Sentences on where the two are meant to be different. */
  readonly known: readonly string[];
}
