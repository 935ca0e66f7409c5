import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Shape, StructureShape } from '../../../src/model/shape.ts';

/** Deep enough for two turns of a shape that contains itself. */
const MAX_DEPTH = 4;

/** What trips naive programs; `names` are of things that exist, so that some get further in. */
const texts = (names: readonly string[]): Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        'a',
        '0',
        '-1',
        '1e999',
        '__proto__',
        'constructor',
        '../../etc/passwd',
        '%00%zz',
        '\u0000',
        '\uD800',
        '😀',
        '<&>"\'',
        '{}',
        '{"a":',
        '[[[[',
        '*',
        'arn:aws:iam::000000000000:role/nobody',
        'arn:aws:sqs:us-east-1:000000000000:none',
        'arn:::::',
        'http://127.0.0.1/1/2',
        'x'.repeat(300),
        'x'.repeat(5000),
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  );

const NUMBERS = [-1, 0, 1, 2, 10, 1.5, 1000, 2 ** 31, -(2 ** 31), 2 ** 53, 1e21, 1e308, -1e308];
const DATES = [0, 1, -1, 1_700_000_000_000, 8.64e15, -8.64e15].map((at) => new Date(at));

/** Inputs that have the types of the shape and nothing else of what a service wants. */
export function hostile(shape: StructureShape, names: readonly string[]): Arbitrary<Record<string, unknown>> {
  return structure(shape, texts(names), 0);
}

function structure(shape: StructureShape, text: Arbitrary<string>, depth: number): Arbitrary<Record<string, unknown>> {
  const members = shape.members.filter((member) => member.required || depth < MAX_DEPTH);
  const values = Object.fromEntries(members.map((member) => [member.name, value(member.shape, text, depth)]));
  // What is required is nearly always there: its absence is noticed first, and hides the rest.
  return fc.boolean().chain((isComplete) =>
    fc.record(values, {
      requiredKeys: isComplete ? members.filter((member) => member.required).map((member) => member.name) : [],
    }),
  );
}

function value(shape: Shape, text: Arbitrary<string>, depth: number): Arbitrary<unknown> {
  const size = { maxLength: depth < MAX_DEPTH ? 2 : 0 };
  switch (shape.type) {
    case 'structure':
      return structure(shape, text, depth + 1);
    case 'list':
      return fc.array(value(shape.member.shape, text, depth + 1), size);
    case 'map':
      return fc.dictionary(text, value(shape.value.shape, text, depth + 1), { maxKeys: size.maxLength });
    case 'number':
      return fc.constantFrom(...NUMBERS);
    case 'boolean':
      return fc.boolean();
    case 'blob':
      return fc.uint8Array({ maxLength: 40 });
    case 'timestamp':
      return fc.constantFrom(...DATES);
    case 'string':
      return text;
    default:
      return fc.constant(undefined);
  }
}
