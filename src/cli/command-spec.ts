import type { OptionName } from "./options.ts";

/** One argument of a command. */
export interface ArgumentSpec {
  readonly name: string;
  readonly required: boolean;
  /** Any number of them. */
  readonly many: boolean;
  readonly summary: string;
}

/** What a command is, and what it promises. Help text is made from this. */
export interface CommandSpec {
  /** One sentence. */
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  /** Besides those that every command has. */
  readonly options: readonly OptionName[];
  /** Changes nothing: not on the server, not on this machine. */
  readonly readOnly: boolean;
  /** May delete or stop something. */
  readonly destructive: boolean;
  /** Doing it twice leaves the same as doing it once. */
  readonly idempotent: boolean;
  /** What each exit code means, besides 130: interrupted. */
  readonly exitCodes: Readonly<Record<number, string>>;
  /** Each a command line and what it is for. */
  readonly examples: readonly (readonly [command: string, purpose: string])[];
}
