import type { Expr, Param, ParamKind } from "../ast.ts";
import { SyntaxProblem } from "../syntax-problem.ts";
import { TokenReader } from "./token-reader.ts";

const comparisons = new Set(["<", ">", "<=", ">=", "==", "!=", "in", "is"]);
/** How strongly binary operators bind. */
const powers: ReadonlyMap<string, number> = new Map([
  ["|", 0],
  ["^", 1],
  ["&", 2],
  ["<<", 3],
  [">>", 3],
  ["+", 4],
  ["-", 4],
  ["*", 5],
  ["/", 5],
  ["//", 5],
  ["%", 5],
  ["@", 5],
]);
/** What ends an expression. */
const ends = new Set([",", ")", "]", "}", ":", "=", ":=", ";"]);
const constants = new Set(["None", "True", "False"]);
const signs = new Set(["+", "-", "~"]);
const openers = new Set(["(", "[", "{", "-", "+", "~", "...", "*"]);
const openingWords = new Set(["None", "True", "False", "not", "lambda", "await", "yield"]);

/** Parses operators, lambdas, lists of expressions and parameters; what they are made of is a subclass's. */
export abstract class OperatorParser extends TokenReader {
  /** Whether a `yield` was read since this was last set to false: what makes a function a generator. */
  protected yields = false;

  /** A name, a literal, something in brackets, and what follows: attributes, calls, items. */
  protected abstract primary(): Expr;

  /** A name, a literal, or something in brackets. */
  protected abstract atom(): Expr;

  /** One expression, without `:=` and without a bare tuple. */
  expression(): Expr {
    this.enter();
    const found = this.isAlone() ? this.atom() : this.conditional();
    this.leave();
    return found;
  }

  /** Whether the next token is all of an expression: a name or a literal, as most are. */
  private isAlone(): boolean {
    const next = this.ahead(1);
    if (next === undefined || !(next.type === "newline" || (next.type === "op" && ends.has(next.text))))
      return false;
    const { type, text } = this.token;
    return (
      type === "number" || type === "string" || this.isName() || (type === "name" && constants.has(text))
    );
  }

  private conditional(): Expr {
    if (this.is("lambda")) return this.lambda();
    const then = this.disjunction();
    if (!this.accept("if")) return then;
    const test = this.disjunction();
    this.expect("else");
    const other = this.expression();
    return { k: "Cond", test, then, other, at: then.at, end: other.end };
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

  protected starredOr(read: () => Expr): Expr {
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
    if (type === "name") return this.isName() || openingWords.has(text);
    return type === "op" && openers.has(text);
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

  protected lambda(): Expr {
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

  protected disjunction(): Expr {
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

  /** Binary operators that bind at least as strongly as a level says. */
  protected bitwise(level: number): Expr {
    let left = this.unary();
    for (;;) {
      const { type, text } = this.token;
      const power = type === "op" ? powers.get(text) : undefined;
      if (power === undefined || power < level) return left;
      this.next();
      const right = this.bitwise(power + 1);
      left = { k: "Bin", op: text, left, right, at: left.at, end: right.end };
    }
  }

  private unary(): Expr {
    const { token } = this;
    if (token.type === "op" && signs.has(token.text)) {
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
        if (isStarred || params.length === 0 || params.some((param) => param.kind === "positional-only"))
          throw this.wrong("/ cannot stand here");
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
      const annotation =
        isAnnotated && this.accept(":")
          ? isStar
            ? this.starredOr(() => this.expression())
            : this.expression()
          : undefined;
      const value = this.accept("=") ? this.expression() : undefined;
      if (value !== undefined && (isStar || isDouble))
        throw this.wrong("var-positional argument cannot have default value");
      const kind: ParamKind = isStar
        ? "var-positional"
        : isDouble
          ? "var-keyword"
          : isStarred
            ? "keyword-only"
            : "positional";
      if (kind === "keyword-only") needsName = false;
      if (kind === "positional") {
        if (value !== undefined) hasDefaults = true;
        else if (hasDefaults)
          throw new SyntaxProblem("parameter without a default follows parameter with a default", at);
      }
      params.push({ name, kind, annotation, value, at, end });
      if (!this.accept(",")) break;
    }
    if (needsName) throw this.wrong("named arguments must follow bare *");
    return params;
  }
}
