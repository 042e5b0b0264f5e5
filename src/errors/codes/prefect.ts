/** Codes that the prefect room raises: what each means, for docs/codes.md. */
export const prefectCodes = {
  "already-exists": "The thing was made by somebody else between looking and writing.",
  gone: "The thing that was to be changed is no longer in Prefect.",
  "prefect-unreachable": "No connection to the Prefect API could be made, or it broke again and again.",
  "prefect-untrusted": "The certificate of the Prefect API is not one that this machine trusts.",
  "prefect-timeout": "The Prefect API took too long to answer.",
  "prefect-unauthorized": "The Prefect API wants a key or an auth string, or refuses the one it got.",
  "prefect-forbidden":
    "The Prefect API does not allow this: a reserved name, or a key without the permission.",
  "prefect-redirect":
    "The Prefect API sent the request elsewhere, and requests with credentials are not sent on.",
  "not-prefect": "What answers at the address of the Prefect API is not a Prefect API.",
  "unsupported-prefect-version": "The server has another major version of Prefect.",
  "prefect-refused": "The Prefect API refused a request as invalid.",
  "prefect-failed": "The Prefect API failed with an error of its own.",
  "prefect-rate-limited": "The Prefect API asks to send fewer requests, and waiting did not help.",
  "unexpected-prefect-answer": "The Prefect API answered in a form that is not in its own description.",
  "unstable-listing": "A list kept changing while it was read page by page.",
  "invalid-api-url": "The address of the Prefect API is not an http or https address.",
  "invalid-prefect-settings": "A file or variable with settings of Prefect cannot be read.",
  "unknown-prefect-profile": "The active profile is not in profiles.toml, so Prefect ignores it.",
  "mixed-prefect-settings": "The credentials come from another place than the address that they are sent to.",
} as const satisfies Readonly<Record<string, string>>;
