import { AwsError } from '../kernel/aws-error.ts';
import type { ListShape, MapShape, Member, Shape, StructureShape } from '../model/shape.ts';
import { readBase64 } from './base64.ts';
import { parseTimestamp } from './timestamps.ts';
import type { XmlElement } from './xml-parser.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const NON_FINITE: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

/** An element as the shape has it; unknown elements are ignored, wrong values are MalformedXML. */
export function readXml(shape: Shape, element: XmlElement): unknown {
  switch (shape.type) {
    case 'structure':
      return readStructure(shape, element);
    case 'list':
      return readItems(shape, element.children.get(itemName(shape)) ?? []);
    case 'map':
      return readEntries(shape, element.children.get('entry') ?? []);
    default:
      return readScalar(shape, element.text);
  }
}

export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    {
      status: 400,
    },
  );

function readStructure(shape: StructureShape, element: XmlElement): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value = readMember(member, element);
    if (value !== undefined) result[member.name] = value;
  }
  return result;
}

function readMember({ name, shape, traits, memberTraits }: Member, parent: XmlElement): unknown {
  const key = memberTraits.xmlName ?? name;
  if (traits.xmlAttribute !== undefined) return parent.attributes.get(key);
  const elements = parent.children.get(key);
  if (!elements) return undefined;
  if (traits.xmlFlattened !== undefined && shape.type === 'list') return readItems(shape, elements);
  if (traits.xmlFlattened !== undefined && shape.type === 'map') return readEntries(shape, elements);
  return readXml(shape, elements[0]!);
}

const itemName = (shape: ListShape) => shape.member.traits.xmlName ?? 'member';

const readItems = (shape: ListShape, elements: readonly XmlElement[]): unknown[] =>
  elements.map((element) => readXml(shape.member.shape, element));

function readEntries(shape: MapShape, entries: readonly XmlElement[]): Record<string, unknown> {
  const keyName = shape.key.traits.xmlName ?? 'key';
  const valueName = shape.value.traits.xmlName ?? 'value';
  return Object.fromEntries(
    entries.map((entry) => {
      const value = entry.children.get(valueName)?.[0];
      return [entry.children.get(keyName)?.[0]?.text ?? '', value && readXml(shape.value.shape, value)] as const;
    }),
  );
}

function readScalar(shape: Shape, text: string): unknown {
  const trimmed = text.trim();
  switch (shape.type) {
    case 'number':
      return NUMBER.test(trimmed) || NON_FINITE.has(trimmed) ? Number(trimmed) : refuse();
    case 'boolean':
      return /^(true|false)$/i.test(trimmed) ? trimmed.toLowerCase() === 'true' : refuse();
    case 'blob':
      return readBase64(trimmed, malformedXml);
    case 'timestamp':
      return parseTimestamp(trimmed, shape.format ?? 'date-time') ?? refuse();
    default:
      return text;
  }
}

const refuse = (): never => {
  throw malformedXml();
};
