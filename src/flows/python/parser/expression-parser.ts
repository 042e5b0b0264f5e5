import type { Comprehension, Expr, FormatPart, Keyword, Param, ParamKind } from "../ast.ts";
import { NamedCharacter, numberValue, quoted, stringValue, unescape } from "../literals.ts";
import { SyntaxProblem } from "../syntax-problem.ts";
import { TokenReader } from "./token-reader.ts";
import { stringEnd, tokenize } from "./tokenize.ts";

const comparisons = new Set(["<", ">", "<=", ">=", "==", "!=", "in", "is"]);
const levels: readonly (readonly string[])[] = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "//", "%", "@"]];

/** Parses Python's expressions. */
export class ExpressionParser extends TokenReader {
  /** Whether a `yield` was read since this was last set to false: what makes a function a generator. */
  protected yields = false;

  /** One expression, without `:=` and without a bare tuple. */
  expression(): Expr {
    return this.nested(() => {
      if (this.is("lambda")) return this.lambda();
      const then = this.disjunction();
      if (!this.is("if")) return then;
      this.next();
      const test = this.disjunction();
      this.expect("else");
      const other = this.expression();
      return { k: "Cond", test, then, other, at: then.at, end: other.end };
    });
  }

  /** An expression or `name := expression`. */
  named(): Expr {
    const value = this.expression();
    if (!this.is(":=")) return value;
    if (value.k !== "Name") throw this.wrong("cannot use assignment expressions with this target");
    this.next();
    const inner = this.expression();
    return { k: "Named", name: value.id, value: inner, at: value.at, end: inner.end };
  }

  private starredOr(read: () => Expr): Expr {
    if (!this.is("*")) return read();
    const { at } = this.next();
    const value = this.bitwise(0);
    return { k: "Star", value, at, end: value.end };
  }

  /** `a`, `a, b`, `*a, b`: a tuple without brackets where there is a comma. */
  list(read: () => Expr = () => this.expression()): Expr {
    const first = this.starredOr(read);
    if (!this.is(",")) {
      if (first.k === "Star") throw new SyntaxProblem("can't use starred expression here", first.at);
      return first;
    }
    const items = [first];
    while (this.accept(",")) {
      if (!this.startsExpression()) break;
      items.push(this.starredOr(read));
    }
    return { k: "Tuple", items, at: first.at, end: this.last };
  }

  private startsExpression(): boolean {
    const { type, text } = this.token;
    if (type === "number" || type === "string") return true;
    if (type === "name") return this.isName() || ["None", "True", "False", "not", "lambda", "await", "yield"].includes(text);
    return type === "op" && ["(", "[", "{", "-", "+", "~", "...", "*"].includes(text);
  }

  /** What stands right of `=`: a list of expressions or a yield. */
  value(): Expr {
    return this.is("yield") ? this.yieldExpression() : this.list();
  }

  protected yieldExpression(): Expr {
    const { at } = this.expect("yield");
    this.yields = true;
    if (this.accept("from")) {
      const value = this.expression();
      return { k: "YieldFrom", value, at, end: value.end };
    }
    const value = this.startsExpression() ? this.list() : undefined;
    return { k: "Yield", value, at, end: this.last };
  }

  private lambda(): Expr {
    const { at } = this.expect("lambda");
    const before = this.yields;
    this.yields = false;
    const params = this.params(":", false);
    this.expect(":");
    const body = this.expression();
    const isGenerator = this.yields;
    this.yields = before;
    return { k: "Lambda", params, body, isGenerator, at, end: body.end };
  }

  private disjunction(): Expr {
    let left = this.conjunction();
    while (this.accept("or")) {
      const right = this.conjunction();
      left = { k: "Bool", op: "or", left, right, at: left.at, end: right.end };
    }
    return left;
  }

  private conjunction(): Expr {
    let left = this.inversion();
    while (this.accept("and")) {
      const right = this.inversion();
      left = { k: "Bool", op: "and", left, right, at: left.at, end: right.end };
    }
    return left;
  }

  private inversion(): Expr {
    if (!this.is("not")) return this.comparison();
    const { at } = this.next();
    const value = this.nested(() => this.inversion());
    return { k: "Unary", op: "not", value, at, end: value.end };
  }

  private comparison(): Expr {
    const left = this.bitwise(0);
    const rest: { op: string; value: Expr }[] = [];
    for (;;) {
      let op = this.token.type === "op" || this.token.type === "name" ? this.token.text : "";
      if (op === "not" && this.ahead(1)?.text === "in") {
        this.next();
        op = "not in";
      } else if (!comparisons.has(op)) break;
      this.next();
      if (op === "is" && this.accept("not")) op = "is not";
      rest.push({ op, value: this.bitwise(0) });
    }
    return rest.length === 0 ? left : { k: "Compare", left, rest, at: left.at, end: this.last };
  }

  protected bitwise(level: number): Expr {
    const operators = levels[level];
    if (operators === undefined) return this.unary();
    let left = this.bitwise(level + 1);
    while (this.token.type === "op" && operators.includes(this.token.text)) {
      const op = this.next().text;
      const right = this.bitwise(level + 1);
      left = { k: "Bin", op, left, right, at: left.at, end: right.end };
    }
    return left;
  }

  private unary(): Expr {
    const { token } = this;
    if (token.type === "op" && ["+", "-", "~"].includes(token.text)) {
      this.next();
      const value = this.nested(() => this.unary());
      return { k: "Unary", op: token.text, value, at: token.at, end: value.end };
    }
    const base = this.awaited();
    if (!this.accept("**")) return base;
    const right = this.nested(() => this.unary());
    return { k: "Bin", op: "**", left: base, right, at: base.at, end: right.end };
  }

  private awaited(): Expr {
    if (!this.is("await")) return this.primary();
    const { at } = this.next();
    const value = this.primary();
    return { k: "Await", value, at, end: value.end };
  }

  protected primary(): Expr {
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

  private subscripts(): Expr {
    const first = this.subscript();
    if (!this.is(",") && first.k !== "Star") return first;
    const items = [first];
    while (this.accept(",")) {
      if (this.is("]")) break;
      items.push(this.subscript());
    }
    return { k: "Tuple", items, at: first.at, end: this.last };
  }

  private subscript(): Expr {
    if (this.is("*")) return this.starredOr(() => this.named());
    const { at } = this.token;
    const bound = (): Expr | undefined => (this.is(":") || this.is(",") || this.is("]") ? undefined : this.named());
    const lower = bound();
    if (!this.accept(":")) {
      if (lower === undefined) throw this.wrong();
      return lower;
    }
    const upper = bound();
    const step = this.accept(":") ? bound() : undefined;
    return { k: "Slice", lower, upper, step, at, end: this.last };
  }

  /** `(a, *b, c=d, **e)`. */
  protected callArguments(): { readonly args: Expr[]; readonly keywords: Keyword[] } {
    this.expect("(");
    const args: Expr[] = [];
    const keywords: Keyword[] = [];
    const names = new Set<string>();
    while (!this.is(")")) {
      const { at } = this.token;
      if (this.accept("**")) keywords.push({ name: undefined, value: this.expression(), at, end: this.last });
      else if (this.is("*")) {
        if (keywords.some((keyword) => keyword.name === undefined)) throw this.wrong("iterable argument unpacking follows keyword argument unpacking");
        this.next();
        const value = this.expression();
        args.push({ k: "Star", value, at, end: value.end });
      } else if (this.isName() && this.ahead(1)?.text === "=" && this.ahead(1)?.type === "op") {
        const name = this.name();
        if (names.has(name)) throw this.wrong(`keyword argument repeated: ${name}`);
        names.add(name);
        this.next();
        keywords.push({ name, value: this.expression(), at, end: this.last });
      } else {
        const value = this.named();
        const isGenerator = this.is("for") || this.is("async");
        if (keywords.length > 0) throw this.wrong("positional argument follows keyword argument");
        if (isGenerator) {
          const clauses = this.clauses();
          if (args.length > 0 || !this.is(")")) throw this.wrong("Generator expression must be parenthesized");
          args.push({ k: "Comp", kind: "generator", item: value, value: undefined, clauses, at, end: this.last });
        } else args.push(value);
      }
      if (!this.accept(",")) break;
    }
    this.expect(")");
    return { args, keywords };
  }

  private clauses(): Comprehension[] {
    const out: Comprehension[] = [];
    while (this.is("for") || this.is("async")) {
      const isAsync = this.accept("async");
      this.expect("for");
      const target = this.targets();
      this.expect("in");
      const iter = this.disjunctionOrLambda();
      const ifs: Expr[] = [];
      while (this.accept("if")) {
        const test = this.disjunctionOrLambda();
        ifs.push(this.is(":=") && test.k === "Name" ? this.assigned(test) : test);
      }
      out.push({ target, iter, ifs, isAsync });
    }
    return out;
  }

  private assigned(name: Extract<Expr, { k: "Name" }>): Expr {
    this.expect(":=");
    const value = this.disjunction();
    return { k: "Named", name: name.id, value, at: name.at, end: value.end };
  }

  private disjunctionOrLambda(): Expr {
    return this.is("lambda") ? this.lambda() : this.disjunction();
  }

  /** The targets of `for`. */
  protected targets(): Expr {
    return this.assignable(this.list(() => this.bitwise(0)));
  }

  /** Checks that something can be assigned to. */
  protected assignable(expression: Expr, isAugmented = false): Expr {
    switch (expression.k) {
      case "Name":
      case "Attr":
      case "Sub":
        return expression;
      case "Tuple":
      case "List":
        if (isAugmented) break;
        for (const item of expression.items) this.assignable(item);
        return expression;
      case "Star":
        if (isAugmented) break;
        this.assignable(expression.value);
        return expression;
      default:
    }
    throw new SyntaxProblem("cannot assign to this expression", expression.at);
  }

  private atom(): Expr {
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
      if (first.k === "Star") throw new SyntaxProblem("iterable unpacking cannot be used in comprehension", first.at);
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
      if (first.k === "Star") throw new SyntaxProblem("iterable unpacking cannot be used in comprehension", first.at);
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
      if (isBytes !== undefined && isBytes !== ofBytes) throw new SyntaxProblem("cannot mix bytes and nonbytes literals", token.at);
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
    return isPlain ? { k: "Const", value: parts.join(""), ...span } : { k: "Format", parts, ...span };
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
        if (text[at + 1] !== "}" || isSpec) throw new SyntaxProblem("f-string: single '}' is not allowed", at);
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

  private replacement(open: number, to: number, raw: boolean): { readonly part: FormatPart; readonly end: number } {
    const { text } = this;
    const stop = this.endOfExpression(open + 1, to);
    if (text.slice(open + 1, stop).trim() === "") throw new SyntaxProblem("f-string: valid expression required before '}'", open);
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
      if (!"rsa".includes(conversion) || conversion === "") throw new SyntaxProblem("f-string: invalid conversion character", at);
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

  /** Parameters up to a closing token. */
  protected params(close: string, isAnnotated: boolean): Param[] {
    const params: Param[] = [];
    const seen = new Set<string>();
    let isStarred = false;
    let needsName = false;
    let hasDefaults = false;
    while (!this.is(close)) {
      const previous = params.at(-1);
      if (previous?.kind === "var-keyword") throw this.wrong("arguments cannot follow var-keyword argument");
      if (this.accept("/")) {
        if (isStarred || params.length === 0 || params.some((param) => param.kind === "positional-only")) throw this.wrong("/ cannot stand here");
        for (const [index, param] of params.entries()) params[index] = { ...param, kind: "positional-only" };
        if (!this.accept(",")) break;
        continue;
      }
      const isDouble = this.accept("**");
      const isStar = !isDouble && this.accept("*");
      if (isStar) {
        if (isStarred) throw this.wrong("* argument may appear only once");
        isStarred = true;
        if (this.accept(",")) {
          needsName = true;
          continue;
        }
      }
      const { at, end } = this.token;
      const name = this.name();
      if (seen.has(name)) throw new SyntaxProblem(`duplicate argument '${name}' in function definition`, at);
      seen.add(name);
      const annotation = isAnnotated && this.accept(":") ? (isStar ? this.starredOr(() => this.expression()) : this.expression()) : undefined;
      const value = this.accept("=") ? this.expression() : undefined;
      if (value !== undefined && (isStar || isDouble)) throw this.wrong("var-positional argument cannot have default value");
      const kind: ParamKind = isStar ? "var-positional" : isDouble ? "var-keyword" : isStarred ? "keyword-only" : "positional";
      if (kind === "keyword-only") needsName = false;
      if (kind === "positional") {
        if (value !== undefined) hasDefaults = true;
        else if (hasDefaults) throw new SyntaxProblem("parameter without a default follows parameter with a default", at);
      }
      params.push({ name, kind, annotation, value, at, end });
      if (!this.accept(",")) break;
    }
    if (needsName) throw this.wrong("named arguments must follow bare *");
    return params;
  }
}
