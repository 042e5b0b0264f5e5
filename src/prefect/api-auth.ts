/** How Prefect knows us. */
export type ApiAuth =
  /** `user:password`, for a server of one's own. */
  | { readonly type: "basic"; readonly value: string }
  /** A key of Prefect Cloud. */
  | { readonly type: "bearer"; readonly value: string };
