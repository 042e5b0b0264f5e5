const part = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
/** A host is told from the first part of a name by its dot or port. */
const host = `(?:localhost|${label}(?:\\.${label})+|${label}(?=:))(?::[0-9]+)?`;
const repositoryForm = new RegExp(`^(?:${host}/)?${part}(?:/${part})*$`);

/** Whether a text is a registry and a name, without tag and digest. */
export function isRepository(text: string): boolean {
  return repositoryForm.test(text) && text.length <= 255;
}

/** Whether a text can be a tag. */
export function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text);
}

/** Splits `registry:5000/name:tag@sha256:…`; the colon of a port is no tag's. */
export function splitReference(reference: string): {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
} {
  const [named = "", digest] = reference.split("@");
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  return {
    repository: hasTag ? named.slice(0, colon) : named,
    ...(hasTag && { tag: named.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

const pending = "@sha256:(known when it is built)";

/** Stands in a plan for the reference of an image that the same plan builds. */
export function pendingReference(name: string): string {
  return `${name}${pending}`;
}

/** Name of the image that a text stands for; undefined when it is an ordinary one. */
export function pendingName(text: string): string | undefined {
  return text.endsWith(pending) ? text.slice(0, -pending.length) : undefined;
}
