/** Codes that the cli room raises: what each means, for docs/codes.md. */
export const cliCodes = {
} as const satisfies Readonly<Record<string, string>>;
