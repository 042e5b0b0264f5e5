import type { ClassDef, Expr, FunctionDef, Handler, ImportName, Stmt, TypeParam } from "../ast.ts";
import { SyntaxProblem } from "../syntax-problem.ts";
import { ExpressionParser } from "./expression-parser.ts";

const augmented = new Set(["+=", "-=", "*=", "/=", "//=", "%=", "**=", ">>=", "<<=", "&=", "|=", "^=", "@="]);

/** Parses Python's statements. */
export class StatementParser extends ExpressionParser {
  /** The `except*` and `type` of newer Pythons are refused for older ones. */
  private readonly minor: number;
  private inFunction = false;
  private inLoop = false;
  private functions = 0;

  constructor(text: string, tokens: ConstructorParameters<typeof ExpressionParser>[1], minor: number) {
    super(text, tokens);
    this.minor = minor;
  }

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

  private typeParams(): TypeParam[] {
    if (!this.is("[")) return [];
    if (this.minor < 12) throw this.wrong("type parameters need Python 3.12");
    this.next();
    const out: TypeParam[] = [];
    while (!this.is("]")) {
      const { at } = this.token;
      const kind = this.accept("**") ? "ParamSpec" : this.accept("*") ? "TypeVarTuple" : "TypeVar";
      const name = this.name();
      const bound = this.accept(":") ? this.expression() : undefined;
      if (this.accept("=")) this.expression();
      out.push({ name, kind, bound, at, end: this.last });
      if (!this.accept(",")) break;
    }
    this.expect("]");
    return out;
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
    return { k: "Function", name, nameAt, params, returns, body, decorators, typeParams, isAsync, isGenerator, at, end: this.last };
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
    const orElse = this.is("elif") ? [this.nested(() => this.ifStatement("elif"))] : this.accept("else") ? this.block() : [];
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
      if (handlers.some((handler) => handler.type === undefined)) throw this.wrong("default 'except:' must be last");
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
      this.attempt(() => {
        this.expect("(");
        const inside = this.withItems(")");
        this.expect(")");
        if (!this.is(":")) throw this.wrong();
        return inside;
      }) ?? this.withItems(":");
    return { k: "With", items, body: this.block(), isAsync, at, end: this.last };
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

  private simple(): Stmt {
    const { token } = this;
    const span = (): { readonly at: number; readonly end: number } => ({ at: token.at, end: this.last });
    if (token.type === "name") {
      switch (token.text) {
        case "pass":
          this.next();
          return { k: "Pass", ...span() };
        case "break":
        case "continue":
          if (!this.inLoop) throw this.wrong(`'${token.text}' outside loop`);
          this.next();
          return { k: token.text === "break" ? "Break" : "Continue", ...span() };
        case "return": {
          if (!this.inFunction) throw this.wrong("'return' outside function");
          this.next();
          const value = this.token.type === "newline" || this.is(";") ? undefined : this.list();
          return { k: "Return", value, ...span() };
        }
        case "raise": {
          this.next();
          const value = this.token.type === "newline" || this.is(";") ? undefined : this.expression();
          const cause = value !== undefined && this.accept("from") ? this.expression() : undefined;
          return { k: "Raise", value, cause, ...span() };
        }
        case "import":
          this.next();
          return { k: "Import", names: this.importNames(true), ...span() };
        case "from":
          return this.importFrom();
        case "global":
        case "nonlocal": {
          this.next();
          const names = [this.name()];
          while (this.accept(",")) names.push(this.name());
          if (token.text === "nonlocal" && this.functions === 0) throw new SyntaxProblem("nonlocal declaration not allowed at module level", token.at);
          return { k: "Scope", kind: token.text, names, ...span() };
        }
        case "del": {
          this.next();
          const targets = this.list(() => this.primary());
          this.assignable(targets);
          return { k: "Delete", targets: targets.k === "Tuple" ? targets.items : [targets], ...span() };
        }
        case "assert": {
          this.next();
          const test = this.expression();
          const message = this.accept(",") ? this.expression() : undefined;
          return { k: "Assert", test, message, ...span() };
        }
        case "type": {
          const isAlias = this.ahead(1)?.type === "name" && (this.ahead(2)?.text === "=" || this.ahead(2)?.text === "[");
          if (isAlias) return this.typeAlias();
          break;
        }
        default:
      }
    }
    return this.expressionStatement();
  }

  private typeAlias(): Stmt {
    if (this.minor < 12) throw this.wrong("a type statement needs Python 3.12");
    const { at } = this.next();
    const name = this.name();
    const typeParams = this.typeParams();
    this.expect("=");
    const value = this.expression();
    return { k: "TypeAlias", name, typeParams, value, at, end: this.last };
  }

  private expressionStatement(): Stmt {
    const { token } = this;
    const first = this.value();
    const span = (): { readonly at: number; readonly end: number } => ({ at: token.at, end: this.last });
    if (this.token.type === "op" && augmented.has(this.token.text)) {
      const op = this.next().text.slice(0, -1);
      return { k: "AugAssign", target: this.assignable(first, true), op, value: this.value(), ...span() };
    }
    if (this.is(":")) {
      if (first.k === "Tuple" || first.k === "List") throw this.wrong("only single target can be annotated");
      this.next();
      const target = this.assignable(first);
      const annotation = this.expression();
      const value = this.accept("=") ? this.value() : undefined;
      const simple = target.k === "Name" && token.type === "name";
      return { k: "AnnAssign", target, annotation, value, simple, ...span() };
    }
    if (!this.is("=")) return { k: "Expr", value: first, ...span() };
    const values = [first];
    while (this.accept("=")) values.push(this.value());
    const value = values.at(-1) ?? first;
    return { k: "Assign", targets: values.slice(0, -1).map((item) => this.assignable(item)), value, ...span() };
  }

  private importNames(isDotted: boolean, close?: string): ImportName[] {
    const names: ImportName[] = [];
    do {
      if (close !== undefined && this.is(close) && names.length > 0) break;
      const { at } = this.token;
      const name = isDotted ? this.dottedName() : this.name();
      const asName = this.accept("as") ? this.name() : undefined;
      names.push({ name, asName, at, end: this.last });
    } while (this.accept(","));
    return names;
  }

  private dottedName(): string {
    let name = this.name();
    while (this.accept(".")) name += `.${this.name()}`;
    return name;
  }

  private importFrom(): Stmt {
    const { at } = this.expect("from");
    let level = 0;
    while (this.is(".") || this.is("...")) level += this.next().text.length;
    const module = this.is("import") && level > 0 ? "" : this.dottedName();
    this.expect("import");
    const star = this.token;
    if (this.accept("*")) return { k: "ImportFrom", module, level, names: [{ name: "*", asName: undefined, at: star.at, end: star.end }], at, end: this.last };
    const isBracketed = this.accept("(");
    const names = this.importNames(false, isBracketed ? ")" : undefined);
    if (isBracketed) this.expect(")");
    return { k: "ImportFrom", module, level, names, at, end: this.last };
  }
}
