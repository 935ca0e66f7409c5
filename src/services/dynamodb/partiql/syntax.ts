import type { Token } from './token.ts';

interface At {
  /** The token that stands for the node where an error names its place. */
  readonly at: Token;
}

/** An expression as written. */
export type Node =
  | (At & { readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'missing' | 'ion'; readonly text: string })
  | (At & { readonly kind: 'parameter'; readonly index: number })
  | NameNode
  | PathNode
  | (At & { readonly kind: 'list' | 'bag'; readonly items: readonly Node[] })
  | StructNode
  | CallNode
  | (At & { readonly kind: 'unary'; readonly operator: string; readonly operand: Node })
  | BinaryNode
  | (At & { readonly kind: 'between'; readonly operand: Node; readonly lower: Node; readonly upper: Node })
  | (At & { readonly kind: 'is'; readonly operand: Node; readonly type: string })
  | SelectNode
  | WriteNode;

export interface NameNode extends At {
  readonly kind: 'name';
  readonly name: string;
}

export interface PathNode extends At {
  readonly kind: 'path';
  readonly root: Node;
  readonly steps: readonly PathStep[];
}
export type PathStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: Node }
  | { readonly kind: 'unpivot' | 'wildcard' };

export interface StructNode extends At {
  readonly kind: 'struct';
  readonly members: readonly (readonly [Node, Node])[];
}

export interface CallNode extends At {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly Node[];
}

export interface BinaryNode extends At {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
}

export interface SourceNode {
  readonly node: Node;
  readonly isAliased: boolean;
  /** More than one source. */
  readonly isJoined: boolean;
}

export interface SelectNode extends At {
  readonly kind: 'select';
  /** Undefined for `*`. */
  readonly items: readonly { readonly node: Node; readonly isAliased: boolean }[] | undefined;
  readonly isValue: boolean;
  readonly source: SourceNode;
  readonly where: Node | undefined;
  readonly order: readonly OrderNode[];
  /** LIMIT and such: read, but not supported. */
  readonly clauses: readonly { readonly name: string; readonly at: Token }[];
}
export interface OrderNode {
  readonly node: Node;
  readonly isDescending: boolean;
}

export type Operation =
  | { readonly kind: 'insert'; readonly target: Node; readonly value: Node }
  /** `INSERT INTO t <expression>`, which is for several items. */
  | { readonly kind: 'insert-several'; readonly target: Node }
  | { readonly kind: 'set'; readonly assignments: readonly (readonly [Node, Node])[] }
  | { readonly kind: 'remove'; readonly target: Node }
  | { readonly kind: 'delete' };

export interface WriteNode extends At {
  readonly kind: 'write';
  /** Undefined for INSERT, whose target is in the operation. */
  readonly source: SourceNode | undefined;
  readonly operations: readonly Operation[];
  readonly where: Node | undefined;
  readonly returning: readonly { readonly what: string; readonly isStar: boolean }[] | undefined;
}
