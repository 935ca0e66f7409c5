/** What AWS's API model says of a value beyond its type; absent facts constrain nothing. */
export interface Facts {
  /** The number's width where the SDK's schema says only "number". */
  readonly type?: NumberType;
  /** Length of strings (characters), blobs (bytes), lists and maps (entries); value of numbers. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** The model requires it, but the service says in words of its own that it is missing. */
  readonly isOptional?: true;
  /** Its length is told before its pattern. */
  readonly isLengthFirst?: true;
  /** Of a list's elements. */
  readonly member?: Facts;
  /** Of a map's keys and values. */
  readonly key?: Facts;
  readonly value?: Facts;
}

type NumberType = 'byte' | 'short' | 'integer' | 'long' | 'float' | 'double';

/** By structure, then by member. Structures and members without facts are left out. */
export type Constraints = {
  readonly [structure: string]: { readonly [member: string]: Facts };
};
