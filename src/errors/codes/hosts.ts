/** Codes that the hosts room raises: what each means, for docs/codes.md. */
export const hostsCodes = {
} as const satisfies Readonly<Record<string, string>>;
