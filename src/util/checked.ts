/** Why a text was refused, in the words of a diagnostic. */
export interface Refusal {
  /** Lower case, with the wrong value in it, no period. */
  readonly message: string;
  readonly hint?: string;
}

/** What a check answers: the value that the text stands for, or why it stands for none. */
export type Checked<Value> =
  { readonly value: Value; readonly refused?: never } | { readonly value?: never; readonly refused: Refusal };

/** Answers that a text was refused. */
export function refuse(message: string, hint?: string): { readonly refused: Refusal } {
  return { refused: { message, ...(hint === undefined ? {} : { hint }) } };
}
