import type { ClassDef, Expr, FunctionDef, Handler, Stmt } from "../ast.ts";
import { SimpleStatementParser } from "./simple-statement-parser.ts";

/** Parses Python's statements. */
export class StatementParser extends SimpleStatementParser {
  /** All statements of a file. */
  file(): Stmt[] {
    const out: Stmt[] = [];
    while (this.token.type !== "end") {
      if (this.at("newline")) this.next();
      else if (this.at("indent")) throw this.wrong("unexpected indent");
      else out.push(...this.statement());
    }
    return out;
  }

  private block(): Stmt[] {
    this.expect(":");
    return this.nested(() => {
      if (this.token.type !== "newline") return this.simpleLine();
      this.next();
      if (!this.at("indent")) throw this.wrong("expected an indented block");
      this.next();
      const out: Stmt[] = [];
      while (!this.at("dedent")) {
        if (this.at("indent")) throw this.wrong("unexpected indent");
        if (this.at("end")) throw this.wrong();
        out.push(...this.statement());
      }
      this.next();
      return out;
    });
  }

  private loopBlock(): Stmt[] {
    const before = this.inLoop;
    this.inLoop = true;
    const body = this.block();
    this.inLoop = before;
    return body;
  }

  private simpleLine(): Stmt[] {
    const out: Stmt[] = [];
    do {
      if (this.token.type === "newline") break;
      out.push(this.simple());
    } while (this.accept(";"));
    if (this.token.type !== "newline") throw this.wrong();
    this.next();
    return out;
  }

  private statement(): Stmt[] {
    const { token } = this;
    if (token.type === "op" && token.text === "@") return [this.decorated()];
    if (token.type !== "name") return this.simpleLine();
    switch (token.text) {
      case "if":
        return [this.ifStatement("if")];
      case "while":
        return [this.whileStatement()];
      case "for":
        return [this.forStatement(false, token.at)];
      case "try":
        return [this.tryStatement()];
      case "with":
        return [this.withStatement(false, token.at)];
      case "def":
        return [this.functionDef([], false, token.at)];
      case "class":
        return [this.classDef([], token.at)];
      case "async":
        return [this.asyncStatement([])];
      case "match": {
        const found = this.attempt(() => this.matchStatement());
        return found === undefined ? this.simpleLine() : [found];
      }
      default:
        return this.simpleLine();
    }
  }

  private asyncStatement(decorators: readonly Expr[]): Stmt {
    const { at } = this.expect("async");
    if (this.is("def")) return this.functionDef(decorators, true, at);
    if (decorators.length > 0) throw this.wrong();
    if (this.is("for")) return this.forStatement(true, at);
    if (this.is("with")) return this.withStatement(true, at);
    throw this.wrong();
  }

  private decorated(): Stmt {
    const decorators: Expr[] = [];
    const { at } = this.token;
    while (this.accept("@")) {
      decorators.push(this.named());
      if (this.token.type !== "newline") throw this.wrong();
      this.next();
    }
    if (this.is("def")) return this.functionDef(decorators, false, at);
    if (this.is("class")) return this.classDef(decorators, at);
    if (this.is("async")) return this.asyncStatement(decorators);
    throw this.wrong("a decorator needs a def or a class");
  }

  private functionDef(decorators: readonly Expr[], isAsync: boolean, at: number): FunctionDef {
    this.expect("def");
    const nameAt = this.token.at;
    const name = this.name();
    const typeParams = this.typeParams();
    this.expect("(");
    const params = this.params(")", true);
    this.expect(")");
    const returns = this.accept("->") ? this.list() : undefined;
    const before = { yields: this.yields, inFunction: this.inFunction, inLoop: this.inLoop };
    this.yields = false;
    this.inFunction = true;
    this.inLoop = false;
    this.functions++;
    const body = this.block();
    this.functions--;
    const isGenerator = this.yields;
    this.yields = before.yields;
    this.inFunction = before.inFunction;
    this.inLoop = before.inLoop;
    return {
      k: "Function",
      name,
      nameAt,
      params,
      returns,
      body,
      decorators,
      typeParams,
      isAsync,
      isGenerator,
      at,
      end: this.last,
    };
  }

  private classDef(decorators: readonly Expr[], at: number): ClassDef {
    this.expect("class");
    const nameAt = this.token.at;
    const name = this.name();
    const typeParams = this.typeParams();
    const { args, keywords } = this.is("(") ? this.callArguments() : { args: [], keywords: [] };
    const before = { inFunction: this.inFunction, inLoop: this.inLoop };
    this.inFunction = false;
    this.inLoop = false;
    const body = this.block();
    this.inFunction = before.inFunction;
    this.inLoop = before.inLoop;
    return { k: "Class", name, nameAt, args, keywords, body, decorators, typeParams, at, end: this.last };
  }

  private ifStatement(keyword: "if" | "elif"): Stmt {
    const { at } = this.expect(keyword);
    const test = this.named();
    const body = this.block();
    const orElse = this.is("elif")
      ? [this.nested(() => this.ifStatement("elif"))]
      : this.accept("else")
        ? this.block()
        : [];
    return { k: "If", test, body, orElse, at, end: this.last };
  }

  private whileStatement(): Stmt {
    const { at } = this.expect("while");
    const test = this.named();
    const body = this.loopBlock();
    const orElse = this.accept("else") ? this.block() : [];
    return { k: "While", test, body, orElse, at, end: this.last };
  }

  private forStatement(isAsync: boolean, at: number): Stmt {
    this.expect("for");
    const target = this.targets();
    this.expect("in");
    const iter = this.list();
    const body = this.loopBlock();
    const orElse = this.accept("else") ? this.block() : [];
    return { k: "For", target, iter, body, orElse, isAsync, at, end: this.last };
  }

  private tryStatement(): Stmt {
    const { at } = this.expect("try");
    const body = this.block();
    const handlers: Handler[] = [];
    let star = false;
    while (this.is("except")) {
      const handlerAt = this.next().at;
      if (handlers.some((handler) => handler.type === undefined))
        throw this.wrong("default 'except:' must be last");
      if (this.accept("*")) star = true;
      const type = this.is(":") ? undefined : this.expression();
      if (this.is(",")) throw this.wrong("multiple exception types must be parenthesized");
      const name = this.accept("as") ? this.name() : undefined;
      handlers.push({ type, name, body: this.block(), at: handlerAt, end: this.last });
    }
    const orElse = handlers.length > 0 && this.accept("else") ? this.block() : [];
    const hasLast = this.accept("finally");
    const last = hasLast ? this.block() : [];
    if (handlers.length === 0 && !hasLast) throw this.wrong("expected 'except' or 'finally' block");
    return { k: "Try", body, handlers, orElse, last, star, at, end: this.last };
  }

  private withStatement(isAsync: boolean, at: number): Stmt {
    this.expect("with");
    const items =
      (this.is("(") ? this.attempt(() => this.bracketedItems()) : undefined) ?? this.withItems(":");
    return { k: "With", items, body: this.block(), isAsync, at, end: this.last };
  }

  private bracketedItems(): ReturnType<StatementParser["withItems"]> {
    this.expect("(");
    const inside = this.withItems(")");
    this.expect(")");
    if (!this.is(":")) throw this.wrong();
    return inside;
  }

  private withItems(close: string): { readonly context: Expr; readonly target: Expr | undefined }[] {
    const items: { context: Expr; target: Expr | undefined }[] = [];
    do {
      if (items.length > 0 && close === ")" && this.is(close)) break;
      const context = this.expression();
      const target = this.accept("as") ? this.assignable(this.primary()) : undefined;
      items.push({ context, target });
    } while (this.accept(","));
    return items;
  }

  private matchStatement(): Stmt {
    const { at } = this.expect("match");
    const subject = this.list(() => this.named());
    this.expect(":");
    if (!this.at("newline")) throw this.wrong();
    this.next();
    if (!this.at("indent")) throw this.wrong();
    this.next();
    const bodies: Stmt[][] = [];
    const captures: string[] = [];
    while (this.token.type !== "dedent") {
      this.expect("case");
      this.pattern(captures);
      if (this.accept("if")) this.named();
      bodies.push(this.block());
    }
    this.next();
    return { k: "Match", subject, bodies, captures, at, end: this.last };
  }

  /** Patterns are not followed: only the names that they may bind are noted. */
  private pattern(captures: string[]): void {
    let depth = 0;
    let count = 0;
    for (; ; count++) {
      const { token } = this;
      if (token.type === "newline" || token.type === "end") throw this.wrong();
      if (depth === 0 && (this.is(":") || this.is("if"))) break;
      if (token.type === "op" && "([{".includes(token.text)) depth++;
      if (token.type === "op" && ")]}".includes(token.text)) depth--;
      if (this.isName()) captures.push(token.text.normalize("NFKC"));
      this.next();
    }
    if (count === 0) throw this.wrong();
  }
}
