import type { EarlyAnswers, Written } from "../actions/repeat.ts";

/** Where text goes. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** How many characters a line of the terminal has now. */
  readonly columns: () => number;
}

/** What the command line sees of the process that it runs in. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Whether a person can be at the keyboard. */
  readonly stdinIsTerminal: boolean;
  /** Asks the person at the keyboard; absent where nobody can be. */
  readonly ask?: (question: string) => Promise<string>;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Answers of Prefect that may be under way already. @default none */
  readonly early?: EarlyAnswers;
  /** Told what a command answered, progress apart. @default nobody listens */
  readonly onAnswer?: (written: readonly Written[], exitCode: number) => void;
}
