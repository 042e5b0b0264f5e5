/** Codes that the flows room raises: what each means, for docs/codes.md. */
export const flowsCodes = {
} as const satisfies Readonly<Record<string, string>>;
