import type { Comprehension, Expr, Keyword } from "../ast.ts";
import { OperatorParser } from "./operator-parser.ts";

/** Parses what stands in the brackets of calls, subscripts and comprehensions. */
export abstract class BracketParser extends OperatorParser {
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
        if (keywords.some((keyword) => keyword.name === undefined))
          throw this.wrong("iterable argument unpacking follows keyword argument unpacking");
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
          if (args.length > 0 || !this.is(")"))
            throw this.wrong("Generator expression must be parenthesized");
          args.push({
            k: "Comp",
            kind: "generator",
            item: value,
            value: undefined,
            clauses,
            at,
            end: this.last,
          });
        } else args.push(value);
      }
      if (!this.accept(",")) break;
    }
    this.expect(")");
    return { args, keywords };
  }

  protected subscripts(): Expr {
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
    const bound = (): Expr | undefined =>
      this.is(":") || this.is(",") || this.is("]") ? undefined : this.named();
    const lower = bound();
    if (!this.accept(":")) {
      if (lower === undefined) throw this.wrong();
      return lower;
    }
    const upper = bound();
    const step = this.accept(":") ? bound() : undefined;
    return { k: "Slice", lower, upper, step, at, end: this.last };
  }

  protected clauses(): Comprehension[] {
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
}
