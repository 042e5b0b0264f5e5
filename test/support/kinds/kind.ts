import { z } from "zod";
import type { Declared } from "../reconcile.ts";

/** One kind of component on the real server, looked at without the code under test. */
export interface Kind {
  readonly kind: string;
  /** A declaration that needs one component of the kind, named after the project. */
  readonly declare: (project: string) => Declared;
  /** What is on the server, without what the server changes by itself ({@link settled}). */
  readonly look: (project: string) => Promise<unknown>;
  /** What people might do to it. */
  readonly drift: (project: string) => Promise<unknown>;
  /** Somebody else's, under the same name; undefined where the kind is shared by nature. */
  readonly foreign?: (project: string) => Promise<unknown>;
  /** A request by which the driver creates the component. */
  readonly creates: (method: string, path: string, body: unknown) => boolean;
}

/** Any JSON object. */
export const anything = z.looseObject({});
/** What has an id. */
export const identified = z.looseObject({ id: z.string() });

/** A deployment that declares nothing but these fields and needs these components. */
export function plain(
  project: string,
  fields: Declared["fields"] = {},
  requires: Declared["requires"] = [],
): Declared {
  return { flow: `${project}-flow`, name: "main", fields, requires };
}

/** A thing without what the server changes by itself. */
export function settled(thing: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(
    JSON.stringify(thing, (key, value: unknown) =>
      ["updated", "status", "last_polled"].includes(key) ? undefined : value,
    ),
  );
}
