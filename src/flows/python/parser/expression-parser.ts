import type { Expr, FormatPart } from "../ast.ts";
import { NamedCharacter, numberValue, quoted, stringValue, unescape } from "../literals.ts";
import { SyntaxProblem } from "../syntax-problem.ts";
import { BracketParser } from "./bracket-parser.ts";
import { stringEnd } from "./string-end.ts";
import { tokenize } from "./tokenize.ts";

/** Parses Python's expressions. */
export class ExpressionParser extends BracketParser {
  protected override primary(): Expr {
    let value = this.atom();
    for (;;) {
      if (this.accept(".")) {
        const name = this.name();
        value = { k: "Attr", value, name, at: value.at, end: this.last };
      } else if (this.is("(")) {
        const { args, keywords } = this.callArguments();
        value = { k: "Call", fn: value, args, keywords, at: value.at, end: this.last };
      } else if (this.is("[")) {
        this.next();
        const index = this.subscripts();
        this.expect("]");
        value = { k: "Sub", value, index, at: value.at, end: this.last };
      } else return value;
    }
  }

  protected override atom(): Expr {
    const { token } = this;
    const span = { at: token.at, end: token.end };
    switch (token.type) {
      case "number": {
        this.next();
        const { value, imaginary } = numberValue(token.text, token.at);
        return imaginary ? { k: "Imaginary", value: Number(value), ...span } : { k: "Const", value, ...span };
      }
      case "string": {
        const { position } = this;
        try {
          return this.strings();
        } catch (thrown) {
          if (!(thrown instanceof NamedCharacter)) throw thrown;
          this.position = position;
          while (this.token.type === "string") this.next();
          return { k: "Unreadable", why: thrown.message, at: token.at, end: this.last };
        }
      }
      case "name":
        if (token.text === "None" || token.text === "True" || token.text === "False") {
          this.next();
          return { k: "Const", value: token.text === "None" ? null : token.text === "True", ...span };
        }
        return { k: "Name", id: this.name(), ...span };
      case "op":
        if (token.text === "...") {
          this.next();
          return { k: "Ellipsis", ...span };
        }
        if (token.text === "(") return this.nested(() => this.parenthesised());
        if (token.text === "[") return this.nested(() => this.bracketed());
        if (token.text === "{") return this.nested(() => this.braced());
        throw this.wrong();
      default:
        throw this.wrong();
    }
  }

  private parenthesised(): Expr {
    const { at } = this.expect("(");
    if (this.accept(")")) return { k: "Tuple", items: [], at, end: this.last };
    if (this.is("yield")) {
      const value = this.yieldExpression();
      this.expect(")");
      return value;
    }
    const first = this.starredOr(() => this.named());
    if (this.is("for") || this.is("async")) {
      if (first.k === "Star")
        throw new SyntaxProblem("iterable unpacking cannot be used in comprehension", first.at);
      const clauses = this.clauses();
      this.expect(")");
      return { k: "Comp", kind: "generator", item: first, value: undefined, clauses, at, end: this.last };
    }
    if (!this.is(",")) {
      this.expect(")");
      if (first.k === "Star") throw new SyntaxProblem("cannot use starred expression here", first.at);
      return first;
    }
    const items = this.more(first, ")");
    return { k: "Tuple", items, at, end: this.last };
  }

  private more(first: Expr, close: string): Expr[] {
    const items = [first];
    while (this.accept(",")) {
      if (this.is(close)) break;
      items.push(this.starredOr(() => this.named()));
    }
    this.expect(close);
    return items;
  }

  private bracketed(): Expr {
    const { at } = this.expect("[");
    if (this.accept("]")) return { k: "List", items: [], at, end: this.last };
    const first = this.starredOr(() => this.named());
    if (this.is("for") || this.is("async")) {
      if (first.k === "Star")
        throw new SyntaxProblem("iterable unpacking cannot be used in comprehension", first.at);
      const clauses = this.clauses();
      this.expect("]");
      return { k: "Comp", kind: "list", item: first, value: undefined, clauses, at, end: this.last };
    }
    const items = this.more(first, "]");
    return { k: "List", items, at, end: this.last };
  }

  private braced(): Expr {
    const { at } = this.expect("{");
    if (this.accept("}")) return { k: "Dict", items: [], at, end: this.last };
    const isPair = this.is("**");
    const first = isPair ? undefined : this.starredOr(() => this.named());
    if (isPair || this.is(":")) return this.dictionary(at, first);
    if (first === undefined) throw this.wrong();
    if (this.is("for") || this.is("async")) {
      const clauses = this.clauses();
      this.expect("}");
      return { k: "Comp", kind: "set", item: first, value: undefined, clauses, at, end: this.last };
    }
    const items = this.more(first, "}");
    return { k: "Set", items, at, end: this.last };
  }

  private dictionary(at: number, first: Expr | undefined): Expr {
    const items: { key: Expr | undefined; value: Expr }[] = [];
    let key = first;
    for (;;) {
      if (key === undefined && this.accept("**")) items.push({ key: undefined, value: this.bitwise(0) });
      else {
        key ??= this.expression();
        this.expect(":");
        items.push({ key, value: this.expression() });
      }
      const [only] = items;
      if (items.length === 1 && only?.key !== undefined && (this.is("for") || this.is("async"))) {
        const clauses = this.clauses();
        this.expect("}");
        return { k: "Comp", kind: "dict", item: only.key, value: only.value, clauses, at, end: this.last };
      }
      key = undefined;
      if (!this.accept(",") || this.is("}")) break;
    }
    this.expect("}");
    return { k: "Dict", items, at, end: this.last };
  }

  /** String literals side by side are one. */
  private strings(): Expr {
    const { at } = this.token;
    const parts: FormatPart[] = [];
    const bytes: number[] = [];
    let isBytes: boolean | undefined;
    let isPlain = true;
    while (this.token.type === "string") {
      const token = this.next();
      const { bytes: ofBytes, format } = quoted(token.text);
      if (isBytes !== undefined && isBytes !== ofBytes)
        throw new SyntaxProblem("cannot mix bytes and nonbytes literals", token.at);
      isBytes = ofBytes;
      if (format) {
        isPlain = false;
        parts.push(...this.formatParts(token.text, token.at));
      } else {
        const value = stringValue(token.text, token.at);
        if (typeof value === "string") parts.push(value);
        else bytes.push(...value);
      }
    }
    const span = { at, end: this.last };
    if (isBytes === true) return { k: "Const", value: Uint8Array.from(bytes), ...span };
    return isPlain
      ? { k: "Const", value: parts.filter((part) => typeof part === "string").join(""), ...span }
      : { k: "Format", parts, ...span };
  }

  private formatParts(text: string, at: number): FormatPart[] {
    const { raw, quotes, start } = quoted(text);
    return this.replacements(at + start, at + text.length - quotes, raw, false);
  }

  /** The parts of an f-string, or of the format behind a colon. */
  private replacements(from: number, to: number, raw: boolean, isSpec: boolean): FormatPart[] {
    const { text } = this;
    const parts: FormatPart[] = [];
    let literal = "";
    let at = from;
    const flush = (): void => {
      if (literal !== "") parts.push(raw ? literal : unescape(literal, false, from));
      literal = "";
    };
    while (at < to) {
      const character = text.charAt(at);
      if (character === "\\" && !raw) {
        literal += text.slice(at, at + 2);
        at += 2;
      } else if (character === "{" && text[at + 1] === "{" && !isSpec) {
        literal += "{";
        at += 2;
      } else if (character === "}") {
        if (text[at + 1] !== "}" || isSpec)
          throw new SyntaxProblem("f-string: single '}' is not allowed", at);
        literal += "}";
        at += 2;
      } else if (character === "{") {
        flush();
        const field = this.replacement(at, to, raw);
        parts.push(field.part);
        at = field.end;
      } else {
        literal += character;
        at++;
      }
    }
    flush();
    return parts;
  }

  private replacement(
    open: number,
    to: number,
    raw: boolean,
  ): { readonly part: FormatPart; readonly end: number } {
    const { text } = this;
    const stop = this.endOfExpression(open + 1, to);
    if (text.slice(open + 1, stop).trim() === "")
      throw new SyntaxProblem("f-string: valid expression required before '}'", open);
    let at = stop;
    let selfText: string | undefined;
    if (text[at] === "=") {
      at++;
      while (text[at] === " ") at++;
      selfText = text.slice(open + 1, at);
    }
    const inner = new ExpressionParser(text, tokenize(text, true, open + 1, stop));
    const value = inner.whole();
    if (inner.yields) this.yields = true;
    let conversion = "";
    if (text[at] === "!") {
      conversion = text.charAt(at + 1);
      if (!"rsa".includes(conversion) || conversion === "")
        throw new SyntaxProblem("f-string: invalid conversion character", at);
      at += 2;
    }
    let spec: FormatPart[] = [];
    if (text[at] === ":") {
      const end = this.endOfSpec(at + 1, to);
      spec = this.replacements(at + 1, end, raw, true);
      at = end;
    }
    if (text[at] !== "}") throw new SyntaxProblem("f-string: expecting '}'", at);
    return { part: { value, conversion, spec, text: selfText }, end: at + 1 };
  }

  /** The only expression (or list of them) that the tokens hold. */
  whole(): Expr {
    const value = this.is("yield") ? this.yieldExpression() : this.list(() => this.named());
    if (this.token.type !== "end") throw this.wrong();
    return value;
  }

  private endOfExpression(from: number, to: number): number {
    const { text } = this;
    let depth = 0;
    for (let at = from; at < to; at++) {
      const character = text.charAt(at);
      if (character === "'" || character === '"') at = stringEnd(text, at, at, false) - 1;
      else if ("([{".includes(character)) depth++;
      else if (depth > 0 && ")]}".includes(character)) depth--;
      else if (depth === 0) {
        if (character === "}" || character === ":") return at;
        if (character === "!" && text[at + 1] !== "=") return at;
        const isComparison = text[at + 1] === "=" || "=!<>".includes(text.charAt(at - 1));
        if (character === "=" && !isComparison) return at;
      }
    }
    throw new SyntaxProblem("f-string: expecting '}'", from);
  }

  private endOfSpec(from: number, to: number): number {
    const { text } = this;
    let depth = 0;
    for (let at = from; at < to; at++) {
      const character = text.charAt(at);
      if (character === "{") depth++;
      else if (character === "}" && depth-- === 0) return at;
    }
    throw new SyntaxProblem("f-string: expecting '}'", from);
  }
}
