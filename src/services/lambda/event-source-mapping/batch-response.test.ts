import { expect, test } from 'vitest';
import { parseBatchResponse } from './batch-response.ts';

const IDS = new Set(['a', 'b']);
const parse = (text: string) => parseBatchResponse(new TextEncoder().encode(text), IDS);

test.each(['', 'null', '{}', '{"batchItemFailures":[]}', '{"batchItemFailures":null}', '"done"'])(
  '%j means that all succeeded',
  (text) => {
    expect(parse(text)).toEqual(new Set());
  },
);

test('the named messages failed', () => {
  expect(parse('{"batchItemFailures":[{"itemIdentifier":"b"}]}')).toEqual(new Set(['b']));
});

test.each([
  'not json',
  '{"batchItemFailures":"b"}',
  '{"batchItemFailures":[{"itemIdentifier":""}]}',
  '{"batchItemFailures":[{"itemIdentifier":null}]}',
  '{"batchItemFailures":[{"id":"b"}]}',
  '{"batchItemFailures":[null]}',
  '{"batchItemFailures":[{"itemIdentifier":"unknown"}]}',
])('%s fails the whole batch', (text) => {
  expect(parse(text)).toBe('all');
});
