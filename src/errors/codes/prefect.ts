/** Codes that the prefect room raises: what each means, for docs/codes.md. */
export const prefectCodes = {
  "already-exists": "The thing was made by somebody else between looking and writing.",
} as const satisfies Readonly<Record<string, string>>;
