import type { CallerOptions } from "./options.ts";

/** A request as it is sent. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What came back. */
export interface ReceivedAnswer {
  readonly status: number;
  /** Of them what a client goes by. */
  readonly headers: Readonly<
    Partial<Record<"content-type" | "date" | "location" | "retry-after", string | undefined>>
  >;
  readonly text: string;
}

/**
 * Requests that were sent before it was known that they are needed, as the last run of the same command needed them.
 * Reading only; a guess that was wrong costs nothing but the question.
 */
export interface EarlyAnswers {
  /** When they were sent, in milliseconds since 1970: what they say may be as old as that. Undefined where none was. */
  readonly since: number | undefined;
  /** The answer to a request that is under way, once; undefined when it is not, or was not answered well. */
  readonly take: (request: SentRequest) => Promise<ReceivedAnswer | undefined> | undefined;
  /** Told of each request that was made, with what came back; undefined when nothing did. */
  readonly note: (request: SentRequest, answer: ReceivedAnswer | undefined) => void;
  /** Told that what there is has been read; what is asked from then on has to do with what is to be done. */
  readonly looked: () => void;
}

/** What the command line gives the actions beyond what everybody may. */
export interface CommandLineOptions extends CallerOptions {
  /** @default none */
  readonly early?: EarlyAnswers | undefined;
}

/** A text that a command wrote. */
export interface Written {
  readonly to: "stdout" | "stderr";
  readonly text: string;
}

/** Who runs what. Two runs of which all this is the same were asked for the same. */
export interface RunIdentity {
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The files that tell one program from another, absolute. */
  readonly program: readonly string[];
  /** What else its output depends on, as the width of the terminal. */
  readonly surroundings: readonly (string | number | boolean | undefined)[];
}

/** A run that may be one that was before. */
export interface RepeatedRun {
  /** What the last run asked Prefect, asked again by now. */
  readonly early: EarlyAnswers;
  /**
   * What this run has to say, known without doing it: all that the last one went by is as it was, files by what the
   * kernel says of them, Prefect by its answers to the same questions. Undefined when it must be done. Never rejects.
   */
  readonly known: () => Promise<readonly Written[] | undefined>;
  /** Ends the questions that are under way. */
  readonly abandon: () => void;
  /** Keeps, after the run, what it went by and what it said. */
  readonly keep: (written: readonly Written[], exitCode: number) => void;
}
