import { SyntaxProblem } from "../syntax-problem.ts";
import type { Token } from "./token.ts";

/** Names that cannot be variables. */
export const keywords: ReadonlySet<string> = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

const deepest = 220;

/** Reads tokens one after another. */
export class TokenReader {
  readonly text: string;
  protected readonly tokens: readonly Token[];
  protected position = 0;
  private depth = 0;
  private readonly end: Token;

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text;
    this.tokens = tokens;
    this.end = { type: "end", text: "", at: text.length, end: text.length };
  }

  protected get token(): Token {
    return this.tokens[this.position] ?? this.end;
  }

  protected ahead(count: number): Token | undefined {
    return this.tokens[this.position + count];
  }

  /** End of the token before the current one. */
  protected get last(): number {
    return this.tokens[this.position - 1]?.end ?? 0;
  }

  protected next(): Token {
    const { token } = this;
    this.position++;
    return token;
  }

  protected is(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.type === "op" || token.type === "name");
  }

  protected at(type: Token["type"]): boolean {
    return this.token.type === type;
  }

  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.position++;
    return true;
  }

  protected expect(text: string): Token {
    if (!this.is(text)) throw this.wrong(`expected '${text}'`);
    return this.next();
  }

  protected newer(message: string): SyntaxProblem {
    return new SyntaxProblem(message, this.token.at, true);
  }

  protected wrong(message = "invalid syntax"): SyntaxProblem {
    return new SyntaxProblem(message, this.token.at);
  }

  protected isName(): boolean {
    return this.token.type === "name" && !keywords.has(this.token.text);
  }

  /** A name that is no keyword, normalised. */
  protected name(): string {
    if (!this.isName()) throw this.wrong();
    const { text } = this.next();
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return text.normalize("NFKC");
    return text;
  }

  /** Runs a part of the grammar that may contain itself. */
  protected nested<T>(read: () => T): T {
    this.enter();
    const found = read();
    this.leave();
    return found;
  }

  /** Begins with a part of the grammar that may contain itself. */
  protected enter(): void {
    if (++this.depth > deepest) throw this.wrong("the source is nested too deeply");
  }

  /** Ends what {@link enter} began. */
  protected leave(): void {
    this.depth--;
  }

  /** Tries a reading; goes back when it fails. */
  protected attempt<T>(read: () => T): T | undefined {
    const { position, depth } = this;
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof SyntaxProblem)) throw thrown;
      this.position = position;
      this.depth = depth;
      return undefined;
    }
  }
}
