/** Python's syntax tree, as far as reading flows needs it. `at` is an offset into the decoded source. */

export interface At {
  readonly at: number;
  readonly end: number;
}

export type Constant = null | boolean | number | bigint | string | Uint8Array;

export interface Comprehension {
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly isAsync: boolean;
}

export interface Keyword extends At {
  /** Undefined for `**value`. */
  readonly name: string | undefined;
  readonly value: Expr;
}

export type ParamKind = "positional-only" | "positional" | "var-positional" | "keyword-only" | "var-keyword";

export interface Param extends At {
  readonly name: string;
  readonly kind: ParamKind;
  readonly annotation: Expr | undefined;
  readonly value: Expr | undefined;
}

export interface TypeParam extends At {
  readonly name: string;
  readonly kind: "TypeVar" | "TypeVarTuple" | "ParamSpec";
  readonly bound: Expr | undefined;
}

/** A literal run of text, or a replacement field of an f-string. */
export type FormatPart =
  | string
  | {
      readonly value: Expr;
      readonly conversion: string;
      readonly spec: readonly FormatPart[];
      readonly text: string | undefined;
    };

export type Expr = At &
  (
    | { readonly k: "Name"; readonly id: string }
    | { readonly k: "Const"; readonly value: Constant }
    | { readonly k: "Imaginary"; readonly value: number }
    | { readonly k: "Ellipsis" }
    | { readonly k: "Unreadable"; readonly why: string }
    | { readonly k: "Format"; readonly parts: readonly FormatPart[] }
    | { readonly k: "Attr"; readonly value: Expr; readonly name: string }
    | { readonly k: "Sub"; readonly value: Expr; readonly index: Expr }
    | {
        readonly k: "Slice";
        readonly lower: Expr | undefined;
        readonly upper: Expr | undefined;
        readonly step: Expr | undefined;
      }
    | {
        readonly k: "Call";
        readonly fn: Expr;
        readonly args: readonly Expr[];
        readonly keywords: readonly Keyword[];
      }
    | { readonly k: "Bin"; readonly op: string; readonly left: Expr; readonly right: Expr }
    | { readonly k: "Unary"; readonly op: string; readonly value: Expr }
    | { readonly k: "Bool"; readonly op: "and" | "or"; readonly left: Expr; readonly right: Expr }
    | {
        readonly k: "Compare";
        readonly left: Expr;
        readonly rest: readonly { readonly op: string; readonly value: Expr }[];
      }
    | { readonly k: "Cond"; readonly test: Expr; readonly then: Expr; readonly other: Expr }
    | {
        readonly k: "Lambda";
        readonly params: readonly Param[];
        readonly body: Expr;
        readonly isGenerator: boolean;
      }
    | { readonly k: "Tuple" | "List" | "Set"; readonly items: readonly Expr[] }
    | {
        readonly k: "Dict";
        readonly items: readonly { readonly key: Expr | undefined; readonly value: Expr }[];
      }
    | {
        readonly k: "Comp";
        readonly kind: "list" | "set" | "dict" | "generator";
        readonly item: Expr;
        readonly value: Expr | undefined;
        readonly clauses: readonly Comprehension[];
      }
    | { readonly k: "Star"; readonly value: Expr }
    | { readonly k: "Named"; readonly name: string; readonly value: Expr }
    | { readonly k: "Yield" | "YieldFrom" | "Await"; readonly value: Expr | undefined }
  );

export interface Handler extends At {
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly body: readonly Stmt[];
}

export interface ImportName extends At {
  readonly name: string;
  readonly asName: string | undefined;
}

export interface FunctionDef extends At {
  readonly k: "Function";
  readonly name: string;
  readonly nameAt: number;
  readonly params: readonly Param[];
  readonly returns: Expr | undefined;
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly typeParams: readonly TypeParam[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

export interface ClassDef extends At {
  readonly k: "Class";
  readonly name: string;
  readonly nameAt: number;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly typeParams: readonly TypeParam[];
}

export type Stmt =
  | FunctionDef
  | ClassDef
  | (At &
      (
        | { readonly k: "Return"; readonly value: Expr | undefined }
        | { readonly k: "Delete"; readonly targets: readonly Expr[] }
        | { readonly k: "Assign"; readonly targets: readonly Expr[]; readonly value: Expr }
        | { readonly k: "AugAssign"; readonly target: Expr; readonly op: string; readonly value: Expr }
        | {
            readonly k: "AnnAssign";
            readonly target: Expr;
            readonly annotation: Expr;
            readonly value: Expr | undefined;
            readonly simple: boolean;
          }
        | {
            readonly k: "For";
            readonly target: Expr;
            readonly iter: Expr;
            readonly body: readonly Stmt[];
            readonly orElse: readonly Stmt[];
            readonly isAsync: boolean;
          }
        | {
            readonly k: "While" | "If";
            readonly test: Expr;
            readonly body: readonly Stmt[];
            readonly orElse: readonly Stmt[];
          }
        | {
            readonly k: "With";
            readonly items: readonly { readonly context: Expr; readonly target: Expr | undefined }[];
            readonly body: readonly Stmt[];
            readonly isAsync: boolean;
          }
        | { readonly k: "Raise"; readonly value: Expr | undefined; readonly cause: Expr | undefined }
        | {
            readonly k: "Try";
            readonly body: readonly Stmt[];
            readonly handlers: readonly Handler[];
            readonly orElse: readonly Stmt[];
            readonly last: readonly Stmt[];
            readonly star: boolean;
          }
        | { readonly k: "Assert"; readonly test: Expr; readonly message: Expr | undefined }
        | { readonly k: "Import"; readonly names: readonly ImportName[] }
        | {
            readonly k: "ImportFrom";
            readonly module: string;
            readonly level: number;
            readonly names: readonly ImportName[];
          }
        | { readonly k: "Scope"; readonly kind: "global" | "nonlocal"; readonly names: readonly string[] }
        | { readonly k: "Expr"; readonly value: Expr }
        | { readonly k: "Pass" | "Break" | "Continue" }
        | {
            readonly k: "Match";
            readonly subject: Expr;
            readonly bodies: readonly (readonly Stmt[])[];
            readonly captures: readonly string[];
          }
        | {
            readonly k: "TypeAlias";
            readonly name: string;
            readonly typeParams: readonly TypeParam[];
            readonly value: Expr;
          }
      ));
