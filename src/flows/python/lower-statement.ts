import type { SyntaxNode } from "@lezer/common";
import type { Expr, Handler, ImportName, Stmt, TypeParam } from "./ast.ts";
import { lowerClass, lowerFunction } from "./lower-definition.ts";
import { lowerExpression, lowerItem, lowerList } from "./lower-expression.ts";
import { annotationOf } from "./lower-params.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { children, deepest, first, identifier, only, splitAt, textOf, type Source } from "./tree.ts";

/** Lowers the statements of a Script or a Body node. */
export function lowerStatements(source: Source, node: SyntaxNode): Stmt[] {
  if (++source.depth > deepest) throw new SyntaxProblem("the source is nested too deeply", node.from);
  const out: Stmt[] = [];
  for (const child of children(node)) {
    if (child.name === ":") continue;
    if (child.name === "StatementGroup") {
      for (const small of children(child)) if (small.name !== ";") out.push(lowerStatement(source, small));
    } else out.push(lowerStatement(source, child));
  }
  source.depth--;
  return out;
}

/** Lowers the type parameters of a def, a class or a type statement. */
export function lowerTypeParams(source: Source, node: SyntaxNode | undefined): TypeParam[] {
  if (node === undefined) return [];
  return children(node)
    .filter((child) => child.name === "TypeParam")
    .map((child) => {
      const nodes = children(child);
      const star = nodes[0]?.name;
      const name = first(nodes.filter((inner) => inner.name === "VariableName"), child.from);
      const bound = nodes.find((inner) => inner.name === "TypeDef");
      return {
        name: identifier(source, name),
        kind: star === "*" ? "TypeVarTuple" : star === "**" ? "ParamSpec" : "TypeVar",
        bound: bound === undefined ? undefined : annotationOf(source, bound, lowerExpression),
        at: child.from,
        end: child.to,
      };
    });
}

function body(source: Source, node: SyntaxNode | undefined, at: number): Stmt[] {
  if (node?.name !== "Body" && node?.name !== "MatchBody") throw new SyntaxProblem("a block is missing here", at);
  return lowerStatements(source, node);
}

/** The bodies behind keywords, as `if … elif … else`: each keyword with the nodes up to its body. */
function sections(nodes: readonly SyntaxNode[]): { readonly head: readonly SyntaxNode[]; readonly body: SyntaxNode }[] {
  const out: { head: SyntaxNode[]; body: SyntaxNode }[] = [];
  let head: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.name === "Body") {
      out.push({ head, body: node });
      head = [];
    } else head.push(node);
  }
  return out;
}

function target(expression: Expr, augmented = false): Expr {
  switch (expression.k) {
    case "Name":
    case "Attr":
    case "Sub":
      return expression;
    case "Tuple":
    case "List":
      if (augmented) break;
      for (const item of expression.items) target(item);
      return expression;
    case "Star":
      if (augmented) break;
      target(expression.value);
      return expression;
    default:
  }
  throw new SyntaxProblem("cannot assign to this expression", expression.at);
}

function dotted(source: Source, nodes: readonly SyntaxNode[]): string {
  return nodes
    .filter((node) => node.name === "VariableName")
    .map((node) => identifier(source, node))
    .join(".");
}

function importNames(source: Source, nodes: readonly SyntaxNode[], at: number): ImportName[] {
  return splitAt(nodes, ",").map((group) => {
    const head = first(group, at);
    const as = group.findIndex((node) => node.name === "as");
    const asNode = as < 0 ? undefined : group[as + 1];
    return {
      name: head.name === "*" ? "*" : dotted(source, as < 0 ? group : group.slice(0, as)),
      asName: asNode === undefined ? undefined : identifier(source, asNode),
      at: head.from,
      end: group.at(-1)?.to ?? head.to,
    };
  });
}

function lowerImport(source: Source, node: SyntaxNode): Stmt {
  const span = { at: node.from, end: node.to };
  const nodes = children(node);
  if (nodes[0]?.name === "import") return { k: "Import", names: importNames(source, nodes.slice(1), node.from), ...span };
  const importAt = nodes.findIndex((child) => child.name === "import");
  const from = nodes.slice(1, importAt);
  const level = from.reduce((sum, child, index) => {
    if (child.name === "...") return sum + 3;
    return child.name === "." && !from.slice(0, index).some((before) => before.name === "VariableName") ? sum + 1 : sum;
  }, 0);
  const listed = nodes.slice(importAt + 1).filter((child) => child.name !== "(" && child.name !== ")");
  return { k: "ImportFrom", module: dotted(source, from), level, names: importNames(source, listed, node.to), ...span };
}

function lowerTry(source: Source, node: SyntaxNode): Stmt {
  const handlers: Handler[] = [];
  let tryBody: Stmt[] = [];
  let orElse: Stmt[] = [];
  let last: Stmt[] = [];
  let star = false;
  for (const { head, body: block } of sections(children(node))) {
    const keyword = first(head, node.from);
    const statements = lowerStatements(source, block);
    if (keyword.name === "try") tryBody = statements;
    else if (keyword.name === "else") orElse = statements;
    else if (keyword.name === "finally") last = statements;
    else {
      let rest = head.slice(1);
      if (rest[0]?.name === "*") {
        star = true;
        rest = rest.slice(1);
      }
      const comma = rest.find((child) => child.name === ",");
      if (comma !== undefined) throw new SyntaxProblem("multiple exception types must be parenthesized", comma.from);
      const nameNode = rest[1]?.name === "as" ? rest[2] : undefined;
      handlers.push({
        type: rest[0] === undefined ? undefined : lowerExpression(source, rest[0]),
        name: nameNode === undefined ? undefined : identifier(source, nameNode),
        body: statements,
        at: keyword.from,
        end: block.to,
      });
    }
  }
  const bare = handlers.findIndex((handler) => handler.type === undefined);
  if (bare >= 0 && bare < handlers.length - 1) throw new SyntaxProblem("default 'except:' must be last", handlers[bare]?.at ?? node.from);
  if (handlers.length === 0 && last.length === 0) throw new SyntaxProblem("expected 'except' or 'finally' block", node.from);
  return { k: "Try", body: tryBody, handlers, orElse, last, star, at: node.from, end: node.to };
}

/** Names that the patterns of a match statement bind. */
function captures(source: Source, node: SyntaxNode): string[] {
  const names: string[] = [];
  node.cursor().iterate((inner) => {
    if (inner.name === "Body") return false;
    if (inner.name === "VariableName") names.push(identifier(source, inner.node));
    return undefined;
  });
  return names;
}

function lowerWith(source: Source, node: SyntaxNode): Stmt {
  const nodes = children(node);
  const isAsync = nodes[0]?.name === "async";
  const block = nodes.at(-1);
  const header = withHeader(nodes.slice(isAsync ? 2 : 1, -1));
  const items = splitAt(header, ",").map((group) => {
    const as = group.findIndex((child) => child.name === "as");
    const context = lowerExpression(source, only(as < 0 ? group : group.slice(0, as), node.from));
    const name = as < 0 ? undefined : lowerExpression(source, only(group.slice(as + 1), node.from));
    return { context, target: name === undefined ? undefined : target(name) };
  });
  return { k: "With", items, body: body(source, block, node.to), isAsync, at: node.from, end: node.to };
}

/** Lezer's grammar has no `with (a as b, c as d):`; its repair of that is flattened here to the items. */
function withHeader(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  const head = nodes[0];
  if (head === undefined || (head.lastChild?.type.isError !== true && !nodes.some((node) => node.type.isError))) return [...nodes];
  const flat: SyntaxNode[] = [];
  for (const node of [...children(head), ...nodes.slice(1)]) {
    if (node.type.isError) flat.push(...children(node));
    else flat.push(node);
  }
  return flat.filter((node) => node.name !== "(" && node.name !== ")");
}

function assign(source: Source, node: SyntaxNode): Stmt {
  const span = { at: node.from, end: node.to };
  const nodes = children(node);
  const typeAt = nodes.findIndex((child) => child.name === "TypeDef");
  const typeDef = nodes[typeAt];
  const groups = splitAtAssign(nodes.filter((child) => child.name !== "TypeDef"));
  const lowered = groups.map((group) => {
    const head = first(group, node.from);
    return head.name === "YieldExpression" ? lowerExpression(source, head) : targets(source, group, node.from);
  });
  if (typeDef !== undefined) {
    const [to, value, extra] = lowered;
    if (to === undefined || extra !== undefined || to.k === "Tuple" || to.k === "List") throw new SyntaxProblem("only single target can be annotated", node.from);
    const simple = nodes[0]?.name === "VariableName";
    return { k: "AnnAssign", target: target(to), annotation: annotationOf(source, typeDef, lowerExpression), value, simple, ...span };
  }
  const value = lowered.at(-1);
  if (value === undefined || lowered.length < 2) throw new SyntaxProblem("invalid syntax", node.from);
  return { k: "Assign", targets: lowered.slice(0, -1).map((item) => target(item)), value, ...span };
}

function targets(source: Source, group: readonly SyntaxNode[], at: number): Expr {
  return lowerList(source, group, at);
}

function splitAtAssign(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  return splitAt(nodes, "AssignOp");
}

/** Lowers one statement node. */
export function lowerStatement(source: Source, node: SyntaxNode): Stmt {
  const span = { at: node.from, end: node.to };
  const nodes = children(node);
  switch (node.name) {
    case "FunctionDefinition":
      return lowerFunction(source, node, []);
    case "ClassDefinition":
      return lowerClass(source, node, []);
    case "DecoratedStatement": {
      const decorators = nodes.filter((child) => child.name === "Decorator");
      const definition = nodes.at(-1);
      if (definition?.name === "FunctionDefinition") return lowerFunction(source, definition, decorators);
      if (definition?.name === "ClassDefinition") return lowerClass(source, definition, decorators);
      throw new SyntaxProblem("a decorator needs a def or a class", node.from);
    }
    case "ImportStatement":
      return lowerImport(source, node);
    case "AssignStatement":
      return assign(source, node);
    case "UpdateStatement": {
      const operator = nodes.findIndex((child) => child.name === "UpdateOp");
      const opNode = nodes[operator];
      const value = nodes.slice(operator + 1);
      const to = target(lowerList(source, nodes.slice(0, operator), node.from), true);
      return { k: "AugAssign", target: to, op: opNode === undefined ? "" : textOf(source, opNode).slice(0, -1), value: lowerList(source, value, node.to), ...span };
    }
    case "ExpressionStatement":
      return { k: "Expr", value: lowerList(source, nodes, node.from), ...span };
    case "YieldStatement":
      return { k: "Expr", value: lowerExpression(source, node), ...span };
    case "ReturnStatement":
      return { k: "Return", value: nodes.length > 1 ? lowerList(source, nodes.slice(1), node.from) : undefined, ...span };
    case "DeleteStatement":
      return { k: "Delete", targets: splitAt(nodes.slice(1), ",").map((group) => lowerItem(source, group, node.from)), ...span };
    case "PassStatement":
      return { k: "Pass", ...span };
    case "BreakStatement":
      return { k: "Break", ...span };
    case "ContinueStatement":
      return { k: "Continue", ...span };
    case "RaiseStatement": {
      if (nodes.some((child) => child.name === ",")) throw new SyntaxProblem("invalid syntax", node.from);
      const value = nodes[1];
      const cause = nodes[3];
      return {
        k: "Raise",
        value: value === undefined ? undefined : lowerExpression(source, value),
        cause: cause === undefined ? undefined : lowerExpression(source, cause),
        ...span,
      };
    }
    case "AssertStatement": {
      const [test, message] = splitAt(nodes.slice(1), ",");
      return {
        k: "Assert",
        test: lowerExpression(source, only(test ?? [], node.to)),
        message: message === undefined ? undefined : lowerExpression(source, only(message, node.to)),
        ...span,
      };
    }
    case "ScopeStatement": {
      const names = nodes.filter((child) => child.name === "VariableName").map((child) => identifier(source, child));
      return { k: "Scope", kind: nodes[0]?.name === "global" ? "global" : "nonlocal", names, ...span };
    }
    case "TypeDefinition": {
      const name = first(nodes.filter((child) => child.name === "VariableName"), node.from);
      const value = nodes.at(-1);
      if (value === undefined || value === name) throw new SyntaxProblem("invalid syntax", node.to);
      const params = nodes.find((child) => child.name === "TypeParamList");
      return { k: "TypeAlias", name: identifier(source, name), typeParams: lowerTypeParams(source, params), value: lowerExpression(source, value), ...span };
    }
    case "IfStatement":
      return lowerIf(source, node);
    case "WhileStatement": {
      const [main, other] = sections(nodes);
      if (main === undefined) throw new SyntaxProblem("invalid syntax", node.from);
      const orElse = other === undefined ? [] : lowerStatements(source, other.body);
      return { k: "While", test: lowerExpression(source, only(main.head.slice(1), node.from)), body: lowerStatements(source, main.body), orElse, ...span };
    }
    case "ForStatement": {
      const [main, other] = sections(nodes);
      if (main === undefined) throw new SyntaxProblem("invalid syntax", node.from);
      const isAsync = main.head[0]?.name === "async";
      const header = main.head.slice(isAsync ? 2 : 1);
      const inAt = header.findIndex((child) => child.name === "in");
      return {
        k: "For",
        target: target(lowerList(source, header.slice(0, inAt), node.from)),
        iter: lowerList(source, header.slice(inAt + 1), node.from),
        body: lowerStatements(source, main.body),
        orElse: other === undefined ? [] : lowerStatements(source, other.body),
        isAsync,
        ...span,
      };
    }
    case "TryStatement":
      return lowerTry(source, node);
    case "WithStatement":
      return lowerWith(source, node);
    case "MatchStatement": {
      const block = nodes.find((child) => child.name === "MatchBody");
      const clauses = block === undefined ? [] : children(block).filter((child) => child.name === "MatchClause");
      return {
        k: "Match",
        subject: lowerExpression(source, first(nodes.slice(1), node.to)),
        bodies: clauses.map((clause) => body(source, children(clause).at(-1), clause.from)),
        captures: clauses.flatMap((clause) => captures(source, clause)),
        ...span,
      };
    }
    default:
      throw new SyntaxProblem("invalid syntax", node.from);
  }
}

function lowerIf(source: Source, node: SyntaxNode): Stmt {
  const all = sections(children(node));
  let orElse: Stmt[] = [];
  for (const { head, body: block } of all.toReversed()) {
    const keyword = first(head, node.from);
    const statements = lowerStatements(source, block);
    if (keyword.name === "else") orElse = statements;
    else {
      const test = lowerExpression(source, only(head.slice(1), keyword.to));
      orElse = [{ k: "If", test, body: statements, orElse, at: keyword.from, end: node.to }];
    }
  }
  const statement = orElse[0];
  if (statement === undefined) throw new SyntaxProblem("invalid syntax", node.from);
  return statement;
}
