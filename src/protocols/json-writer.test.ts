import * as dynamodbSchemas from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { RawJson } from '../model/raw-json.ts';
import { loadModel } from '../model/service-model.ts';
import { JsonWriter } from './json-writer.ts';

const model = loadModel('dynamodb', dynamodbSchemas);
const writer = new JsonWriter({ usesJsonName: false });
const write = (operation: string, output: unknown) =>
  Buffer.from(writer.write(model.operation(operation)!.output, output)).toString();

const ITEM = {
  id: { S: 'é"\\\n\ud83d\ude00' },
  data: { B: Buffer.from([1, 2, 255]) },
  list: { L: [{ N: '1' }, { BOOL: false }, { NULL: true }] },
  map: { M: { '"': { SS: ['a', 'b'] }, empty: { M: {} } } },
};

test('stored items spliced in as bytes give the same answer as written ones', () => {
  const bytes = Buffer.from(write('GetItem', { Item: ITEM })).subarray('{"Item":'.length, -1);
  const raw = new RawJson(bytes);

  expect(JSON.parse(bytes.toString())).toHaveProperty('id');
  expect(write('GetItem', { Item: raw })).toBe(write('GetItem', { Item: ITEM }));
  expect(write('Query', { Items: [raw, raw], Count: 2 })).toBe(write('Query', { Items: [ITEM, ITEM], Count: 2 }));
  expect(write('BatchGetItem', { Responses: { t: [raw] } })).toBe(write('BatchGetItem', { Responses: { t: [ITEM] } }));
});

test('only members of the shape are written, and nothing for nothing', () => {
  expect(write('GetItem', { Item: undefined, Colour: 'red' })).toBe('{}');
});

test('half a surrogate pair is escaped, since UTF-8 cannot hold it', () => {
  expect(write('GetItem', { Item: { a: { S: '\ud83d' } } })).toBe('{"Item":{"a":{"S":"\\ud83d"}}}');
});

test('timestamps are seconds, and what is no number travels as text', () => {
  const table = { CreationDateTime: new Date(1500), TableSizeBytes: Number.NaN };
  expect(write('DescribeTable', { Table: table })).toBe('{"Table":{"CreationDateTime":1.5,"TableSizeBytes":"NaN"}}');
});
