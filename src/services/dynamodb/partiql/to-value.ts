import { AwsError } from '../../../kernel/aws-error.ts';
import { validationException } from '../errors.ts';
import { toValue } from '../values/check.ts';
import { toNumberText } from '../values/number.ts';
import { setAttribute, type Item, type Value } from '../values/value.ts';
import {
  duplicateMapKeys,
  duplicateNumbersInBag,
  emptyBag,
  ionLiteral,
  mapKeyMustBeString,
  mixedBag,
  unsupportedDataType,
} from './errors.ts';
import type { Scope } from './scope.ts';
import type { Node, StructNode } from './syntax.ts';

const ROOT = 'root';

/**
 * The value that a literal or a parameter stands for; `path` is where it lies in the value that is being made.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html
 */
export function toLiteral(scope: Scope, node: Node, path = ROOT): Value {
  switch (node.kind) {
    case 'string':
      return { S: node.text };
    case 'number':
      return { N: toNumber(node.text, path) };
    case 'boolean':
      return { BOOL: node.text === 'true' };
    case 'null':
      return { NULL: true };
    case 'parameter':
      return scope.parameter(node.index);
    case 'list':
      return { L: node.items.map((item, index) => toLiteral(scope, item, `${path}[${index}]`)) };
    case 'bag':
      return toSet(node.items, path);
    case 'struct':
      return { M: toMap(scope, node, path, (name) => `${path}.${name}`) };
    case 'ion':
      throw ionLiteral(node.text, path);
    default:
      throw unsupportedDataType(node.at.text, path, scope.placeOf(node.at));
  }
}

/** The item of an INSERT: each of its attributes is a value of its own. */
export const toLiteralItem = (scope: Scope, node: StructNode): Item => toMap(scope, node, ROOT, () => ROOT);

export const isLiteral = ({ kind }: Node): boolean =>
  ['string', 'number', 'boolean', 'null', 'parameter', 'list', 'bag', 'struct', 'ion'].includes(kind);

function toMap(scope: Scope, { members }: StructNode, path: string, pathOf: (name: string) => string): Item {
  const map: Record<string, Value> = {};
  for (const [key, value] of members) {
    if (key.kind !== 'string') throw mapKeyMustBeString(key.at.text, path);
    if (Object.hasOwn(map, key.text)) throw duplicateMapKeys(key.text, path);
    setAttribute(map, key.text, toLiteral(scope, value, pathOf(key.text)));
  }
  return map;
}

function toNumber(text: string, path: string): string {
  try {
    return toNumberText(text);
  } catch (error) {
    throw error instanceof AwsError ? validationException(`${error.message} under ${path}`) : error;
  }
}

/** `<<1, 2>>`: a set of numbers or of strings. Only a parameter can be a set of binaries. */
function toSet(items: readonly Node[], path: string): Value {
  if (items.length === 0) throw emptyBag();
  const texts = items.map((item) => (item.kind === 'string' || item.kind === 'number' ? item.text : undefined));
  const isOfOneKind = items.every(({ kind }) => kind === items[0]!.kind);
  if (!isOfOneKind || texts.includes(undefined)) throw mixedBag();
  const members = texts as string[];
  if (items[0]!.kind === 'string') return toValue({ SS: members });
  const numbers = members.map((member) => toNumber(member, path));
  if (new Set(numbers).size < numbers.length) throw duplicateNumbersInBag(members, path);
  return { NS: numbers };
}
