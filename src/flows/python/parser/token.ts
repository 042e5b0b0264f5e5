/** A token of Python. Brackets join lines, so `newline`, `indent` and `dedent` stand only between statements. */
export interface Token {
  readonly type: "name" | "number" | "string" | "op" | "newline" | "indent" | "dedent" | "end";
  readonly text: string;
  readonly at: number;
  readonly end: number;
}
