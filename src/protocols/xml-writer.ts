import type { ListShape, MapShape, Member, Shape, StructureShape, TimestampFormat, Traits } from '../model/shape.ts';
import { toBase64 } from './base64.ts';
import { formatTimestamp } from './timestamps.ts';

/** Value to text: content for scalars, elements for the rest. */
type Write = (value: unknown) => string;
/** Value to whole elements, with the name that its place gives them. */
type WriteElement = (value: unknown) => string;

const structures = new WeakMap<StructureShape, Write>();
const attributes = new WeakMap<StructureShape, Write>();

/** The members of a structure as elements, in the schema's order. Compiled once for each shape. */
export function writeMembers(shape: StructureShape, value: unknown): string {
  return structureWriter(shape)(value);
}

/** One whole element, e.g. a payload. `traits` may carry its namespace. */
export function writeElement(name: string, shape: Shape, value: unknown, traits: Traits = {}): string {
  return element(name, shape, traits)(value);
}

export const escapeXml = (text: string): string =>
  NEEDS_ESCAPE.test(text) ? text.replaceAll(/[&<>"\r\u0085\u2028]/g, (character) => ESCAPES[character]!) : text;

const NEEDS_ESCAPE = /[&<>"\r\u0085\u2028]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\u0085': '&#x85;',
  '\u2028': '&#x2028;',
};

function structureWriter(shape: StructureShape): Write {
  const known = structures.get(shape);
  if (known) return known;
  const members = shape.members
    .filter(({ traits }) => traits.xmlAttribute === undefined)
    .map((member) => ({ name: member.name, write: memberWriter(member) }));
  const write: Write = (value) => {
    let text = '';
    for (const { name, write: writeMember } of members) {
      const inner = (value as Record<string, unknown>)[name];
      if (inner !== undefined && inner !== null) text += writeMember(inner);
    }
    return text;
  };
  structures.set(shape, write);
  return write;
}

/** Shapes refer to themselves, so a member is compiled when it first has a value. */
function memberWriter(member: Member): WriteElement {
  let write: WriteElement | undefined;
  return (value) => {
    write ??= element(member.memberTraits.xmlName ?? member.name, member.shape, member.traits);
    return write(value);
  };
}

function element(name: string, shape: Shape, traits: Traits): WriteElement {
  const isFlat = traits.xmlFlattened !== undefined;
  if (shape.type === 'list') {
    const item = element(
      isFlat ? name : (shape.member.traits.xmlName ?? 'member'),
      shape.member.shape,
      shape.member.traits,
    );
    return isFlat ? joinItems(item) : wrap(name, traits, joinItems(item));
  }
  if (shape.type === 'map') {
    const entry = wrap(isFlat ? name : 'entry', {}, entryWriter(shape));
    const entries: Write = (value) =>
      Object.entries(value as object)
        .map(entry)
        .join('');
    return isFlat ? entries : wrap(name, traits, entries);
  }
  if (shape.type === 'structure') return structureElement(name, shape, traits);
  return wrap(name, traits, scalarWriter(shape));
}

function structureElement(name: string, shape: StructureShape, traits: Traits): WriteElement {
  const write = structureWriter(shape);
  const writeAttributes = attributeWriter(shape);
  const namespace = namespaceOf(traits);
  return (value) => `<${name}${namespace}${writeAttributes(value)}>${write(value)}</${name}>`;
}

function attributeWriter(shape: StructureShape): Write {
  const known = attributes.get(shape);
  if (known) return known;
  const members = shape.members
    .filter(({ traits }) => traits.xmlAttribute !== undefined)
    .map((member) => ({ name: member.name, key: member.traits.xmlName ?? member.name }));
  const write: Write = (value) =>
    members
      .map(({ name, key }) => ({ key, inner: (value as Record<string, unknown>)[name] }))
      .filter(({ inner }) => inner !== undefined && inner !== null)
      .map(({ key, inner }) => ` ${key}="${escapeXml(String(inner))}"`)
      .join('');
  attributes.set(shape, write);
  return write;
}

const joinItems =
  (item: WriteElement): Write =>
  (value) => {
    let text = '';
    for (const inner of value as Iterable<unknown>) if (inner !== undefined && inner !== null) text += item(inner);
    return text;
  };

function entryWriter({ key, value }: MapShape): (entry: unknown) => string {
  const keyName = key.traits.xmlName ?? 'key';
  const writeValue = element(value.traits.xmlName ?? 'value', value.shape, value.traits);
  return (entry) => {
    const [name, inner] = entry as [string, unknown];
    return `<${keyName}>${escapeXml(name)}</${keyName}>${writeValue(inner)}`;
  };
}

function wrap(name: string, traits: Traits, write: Write): WriteElement {
  const open = `<${name}${namespaceOf(traits)}>`;
  const close = `</${name}>`;
  return (value) => open + write(value) + close;
}

function namespaceOf({ xmlNamespace }: Traits): string {
  if (!xmlNamespace) return '';
  const [prefix, uri] = xmlNamespace;
  return ` xmlns${prefix ? `:${prefix}` : ''}="${escapeXml(uri)}"`;
}

function scalarWriter(shape: Exclude<Shape, ListShape | MapShape | StructureShape>): Write {
  if (shape.type === 'blob') return (value) => toBase64(value as Uint8Array);
  if (shape.type === 'timestamp') return timestampWriter(shape.format ?? 'date-time');
  return (value) => escapeXml(String(value));
}

const timestampWriter =
  (format: TimestampFormat): Write =>
  (value) =>
    formatTimestamp(value as Date, format);
