import { expect, test } from 'vitest';
import { newTags, withoutTags, withTags } from './tags.ts';

const tag = (Key: string, Value = '') => ({ Key, Value });
const many = (count: number) => Array.from({ length: count }, (_, index) => tag(`key-${index}`));

test('a new value replaces the old one in its place', () => {
  expect(withTags([tag('a', '1'), tag('b', '1')], [tag('a', '2'), tag('c')])).toEqual([
    tag('a', '2'),
    tag('b', '1'),
    tag('c'),
  ]);
});

test('tags go by their keys', () => {
  expect(withoutTags([tag('a'), tag('b')], ['a', 'x'])).toEqual([tag('b')]);
});

test('a new entity has each key once, whatever its case', () => {
  expect(newTags(undefined)).toEqual([]);
  expect(() => newTags([tag('team'), tag('Team')])).toThrow(
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  );
});

test('keys of policies differ by case', () => {
  expect(newTags([tag('team'), tag('Team')], 'sensitive')).toHaveLength(2);
  expect(() => newTags([tag('team'), tag('team')], 'sensitive')).toThrow(/^Duplicate tag keys found\.$/);
  expect(withoutTags([tag('a'), tag('A')], ['a'], 'sensitive')).toEqual([tag('A')]);
  expect(withTags([tag('team', '1')], [tag('Team', '2')])).toEqual([tag('Team', '2')]);
});

test('there are fifty tags at most', () => {
  expect(newTags(many(50))).toHaveLength(50);
  expect(() => newTags(many(51))).toThrow('Cannot exceed quota for TagsPerResource: 50');
  expect(() => withTags(many(50), [tag('more')])).toThrow('Cannot exceed quota for TagsPerResource: 50');
  expect(withTags(many(50), [tag('key-0', 'new')])).toHaveLength(50);
});
