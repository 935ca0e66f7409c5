import { AwsError } from '../kernel/aws-error.ts';
import type { ListShape, MapShape, Member, Shape, StructureShape } from '../model/shape.ts';
import { readBase64 } from './base64.ts';
import { parseAnyTimestamp } from './timestamps.ts';

/** `Attribute.1.Name=a&Attribute.1.Value=b` as a tree of the names between the dots. */
interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

/** Deeper than any input; what is deeper is not one. */
const MAX_NESTING = 64;

/** Parameters of an AWS Query request as the input shape has them; unknown ones are ignored. */
export function readQuery(
  shape: StructureShape,
  parameters: Iterable<readonly [string, string]>,
): Record<string, unknown> {
  const root = newNode();
  for (const [name, value] of parameters) insert(root, name, value);
  return readStructure(shape, root);
}

const newNode = (): Node => ({ value: undefined, children: new Map() });

function insert(root: Node, name: string, value: string): void {
  const path = name.split('.', MAX_NESTING + 1);
  if (path.length > MAX_NESTING) return;
  let node = root;
  for (const part of path) {
    let child = node.children.get(part);
    if (!child) node.children.set(part, (child = newNode()));
    node = child;
  }
  node.value = value;
}

function readStructure(shape: StructureShape, node: Node): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const taken = new Set<Node>();
  for (const member of shape.members) {
    const child = namesOf(member)
      .map((name) => node.children.get(name))
      .find((candidate) => candidate && !taken.has(candidate));
    if (child) taken.add(child);
    const value = child && readMember(member, child);
    if (value !== undefined) result[member.name] = value;
  }
  return result;
}

/**
 * Two members of SQS's ReceiveMessage claim `AttributeName`: the older has it, and the newer is
 * `MessageSystemAttributeName`, as the API reference writes it.
 */
const namesOf = ({ name, traits }: Member): readonly string[] =>
  traits.xmlName === undefined ? [name] : [traits.xmlName, name, name.replace(/s$/, '')];

function readMember({ shape, traits }: Member, node: Node): unknown {
  const isFlat = traits.xmlFlattened !== undefined;
  if (shape.type === 'list') return readList(shape, isFlat, node);
  if (shape.type === 'map') return readMap(shape, isFlat, node);
  if (shape.type === 'structure') return readStructure(shape, node);
  return node.value === undefined ? undefined : readScalar(shape, node.value);
}

function readList(shape: ListShape, isFlat: boolean, node: Node): unknown[] | undefined {
  const items = isFlat
    ? node
    : (node.children.get(shape.member.traits.xmlName ?? 'member') ?? node.children.get('member'));
  // An empty list has no elements to number, so clients send its bare name.
  if (!items) return node.value === '' ? [] : undefined;
  return inOrder(items).map((item) => readMember(shape.member, item));
}

function readMap(shape: MapShape, isFlat: boolean, node: Node): Record<string, unknown> | undefined {
  const entries = isFlat ? node : node.children.get('entry');
  if (!entries) return node.value === '' ? {} : undefined;
  const keyName = shape.key.traits.xmlName ?? 'key';
  const valueName = shape.value.traits.xmlName ?? 'value';
  const pairs = inOrder(entries).flatMap((entry) => {
    const key = entry.children.get(keyName)?.value;
    const value = entry.children.get(valueName);
    return key === undefined ? [] : [[key, value ? readMember(shape.value, value) : undefined] as const];
  });
  return Object.fromEntries(pairs);
}

const INDEX = /^\d{1,9}$/;

/** By number, gaps closed. */
const inOrder = ({ children }: Node): Node[] =>
  [...children]
    .filter(([name]) => INDEX.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const NON_FINITE: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

function readScalar(shape: Shape, text: string): unknown {
  switch (shape.type) {
    case 'number':
      if (!NUMBER.test(text) && !NON_FINITE.has(text)) throw malformedInput();
      return Number(text);
    case 'boolean':
      return readBoolean(text);
    case 'blob':
      return readBase64(text, malformedInput);
    case 'timestamp':
      return parseAnyTimestamp(text) ?? fail(malformedInput());
    default:
      return text;
  }
}

function readBoolean(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower !== 'true' && lower !== 'false') throw malformedInput();
  return lower === 'true';
}

const fail = (error: AwsError): never => {
  throw error;
};

/** What the framework of the Query services answers to values it cannot read; it gives no message. */
const malformedInput = () => new AwsError('MalformedInput', '', { status: 400 });
