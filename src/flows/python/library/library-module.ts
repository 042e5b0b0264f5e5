import { seal } from "../values/seal.ts";
import { Unknown, type Value } from "../values/value.ts";
import type { Names } from "./library.ts";

/** What a module of a library holds: what is followed, and what is only known by name, made when it is asked for. */
export class LibraryModule {
  private readonly names: Map<string, Value>;
  private readonly make: (name: string) => Value | undefined;
  private isSealed = false;

  constructor(names: Names, make: (name: string) => Value | undefined) {
    this.names = new Map(Object.entries(names));
    this.make = make;
  }

  /** Makes all that it holds and will hold unchangeable. */
  seal(): void {
    this.isSealed = true;
    seal(...this.names.values());
  }

  /** What stands at a name; undefined when nothing is known of it. */
  find(name: string): Value | undefined {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const made = this.make(name);
    if (made === undefined || made instanceof Unknown) return made;
    if (this.isSealed) seal(made);
    this.names.set(name, made);
    return made;
  }
}
