/** Codes about automations: what each means, for docs/codes.md. */
export const automationsCodes = {
  "invalid-automation": "An automation has a name, a trigger or an action that Prefect refuses.",
  "duplicate-automation": "Prefect has several automations of one name, so it is not clear which is meant.",
  "no-metric-triggers": "Only Prefect Cloud has triggers of type metric.",
} as const satisfies Readonly<Record<string, string>>;
