/** DynamoDB's data types: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** A checked attribute value: exactly one member, numbers in DynamoDB's own writing, so equal numbers are equal texts. */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Uint8Array }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly Uint8Array[] }
  | { readonly L: readonly Value[] }
  | { readonly M: Item };

/** Attributes by name. Any name is allowed, `__proto__` too: read with `attribute`, write with `setAttribute`. */
export interface Item {
  readonly [name: string]: Value;
}

export function typeOf(value: Value): ValueType {
  for (const type in value) return type as ValueType;
  throw new Error('a value without a type');
}

/** The item's own attribute: names such as `constructor` must not find what every object inherits. */
export const attribute = (item: Item, name: string): Value | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** For an item in the making: plain assignment of `__proto__` would change the object instead of adding an attribute. */
export function setAttribute(item: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') item[name] = value;
  else Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
}
