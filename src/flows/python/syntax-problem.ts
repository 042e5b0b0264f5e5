/** Thrown while a file is read: it is not Python, or not Python that can be read. Caught at the file's border. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxProblem";
  /** Offset into the decoded source. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
