import type { AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toItem } from '../values/check.ts';
import { applyUpdate } from './apply-update.ts';
import { compileAttributeUpdates } from './legacy-update.ts';
import { createsItem } from './update.ts';

const item = toItem({
  pk: { S: 'k' },
  text: { S: 'old' },
  counter: { N: '10' },
  tags: { SS: ['a', 'b', 'c'] },
  list: { L: [{ N: '1' }] },
});
const update = (updates: Record<string, AttributeValueUpdate>) => applyUpdate(compileAttributeUpdates(updates), item);

test('PUT, which is the default, ADD and DELETE', () => {
  expect(
    update({
      text: { Action: 'PUT', Value: { S: 'new' } },
      fresh: { Value: { N: '1.0' } },
      counter: { Action: 'ADD', Value: { N: '5' } },
      visits: { Action: 'ADD', Value: { N: '1' } },
      tags: { Action: 'DELETE', Value: { SS: ['b'] } },
      list: { Action: 'ADD', Value: { L: [{ S: 'x' }] } },
      gone: { Action: 'DELETE' },
    }),
  ).toEqual({
    pk: { S: 'k' },
    text: { S: 'new' },
    fresh: { N: '1' },
    counter: { N: '15' },
    visits: { N: '1' },
    tags: { SS: ['a', 'c'] },
    list: { L: [{ N: '1' }, { S: 'x' }] },
  });
  expect(update({ text: { Action: 'DELETE' }, tags: { Action: 'DELETE', Value: { SS: ['a', 'b', 'c'] } } })).toEqual({
    pk: { S: 'k' },
    counter: { N: '10' },
    list: { L: [{ N: '1' }] },
  });
  expect(update({})).toEqual(item);
});

test('names are names: they are no paths and no reserved words', () => {
  expect(update({ 'tags[0].name': { Value: { S: 'x' } }, size: { Value: { S: 'y' } } })).toEqual({
    ...item,
    'tags[0].name': { S: 'x' },
    size: { S: 'y' },
  });
});

const INVALID = 'One or more parameter values were invalid: ';

test.each<[AttributeValueUpdate, string]>([
  [{ Action: 'PUT' }, `${INVALID}Only DELETE action is allowed when no attribute value is specified`],
  [{}, `${INVALID}Only DELETE action is allowed when no attribute value is specified`],
  [{ Action: 'DELETE', Value: { S: 'old' } }, `${INVALID}DELETE action with value is not supported for the type S`],
  [{ Action: 'ADD', Value: { BOOL: true } }, `${INVALID}ADD action is not supported for the type BOOL`],
  [{ Action: 'ADD', Value: { N: '1' } }, 'Type mismatch for attribute to update'],
  [{ Action: 'DELETE', Value: { SS: ['old'] } }, 'Type mismatch for attribute to update'],
])('%j on a string is refused', (change, message) => {
  expect(() => update({ text: change })).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
});

test('an update that only takes away makes no item where there is none', () => {
  expect(createsItem(compileAttributeUpdates({ a: { Action: 'DELETE' } }))).toBe(false);
  expect(createsItem(compileAttributeUpdates({ a: { Action: 'DELETE', Value: { NS: ['4'] } } }))).toBe(false);
  expect(createsItem(compileAttributeUpdates({ a: { Action: 'ADD', Value: { N: '4' } } }))).toBe(true);
  expect(createsItem(compileAttributeUpdates({}))).toBe(true);
});
