import { expect, test } from 'vitest';
import { digestAttributes } from './attribute-digest.ts';
import { checkAttributes } from './message-attributes.ts';

// Digests recorded from AWS.
test.each([
  ['a text', { Hello: { DataType: 'String', StringValue: 'World' } }, '7db7fb1ba7f41366a8ea5eb18220b26d'],
  [
    'a custom type',
    { UserId: { DataType: 'Number.bigint', StringValue: '1234567890123456789012' } },
    '797ab158d73dcb5242dedc4412c8e855',
  ],
  [
    'several, in order of their names',
    {
      Hello: { DataType: 'String', StringValue: 'There' },
      General: { DataType: 'String', StringValue: 'Kenobi' },
      'Help.Me': { DataType: 'String', StringValue: 'Me' },
    },
    '4c360f3fdafd970e05fae2f149d997f5',
  ],
  [
    'bytes',
    {
      attr1: {
        DataType: 'Binary',
        BinaryValue: Buffer.from('traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01'),
      },
    },
    '8cbe4db156db8a94db8b801b7addb984',
  ],
  [
    'the trace header',
    { AWSTraceHeader: { DataType: 'String', StringValue: 'some-trace-id' } },
    'fdce4f2818803f2f73becc09a54792c0',
  ],
])('the digest of %s is the one AWS gives', (_, attributes, digest) => {
  expect(digestAttributes(checkAttributes(attributes))).toBe(digest);
});

test('without attributes there is no digest', () => {
  expect(digestAttributes(checkAttributes({}))).toBeUndefined();
});
