/** Codes that the project room raises: what each means, for docs/codes.md. */
export const projectCodes = {
} as const satisfies Readonly<Record<string, string>>;
