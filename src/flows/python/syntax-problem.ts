/** Thrown while a file is read: it is not Python, or not Python that can be read. Caught at the file's border. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxProblem";
  /** Offset into the decoded source. */
  readonly at: number;
  /** It is Python, of a later version than the one that the file is read as. */
  readonly isNewer: boolean;

  constructor(message: string, at: number, isNewer = false) {
    super(message);
    this.at = at;
    this.isNewer = isNewer;
  }
}
