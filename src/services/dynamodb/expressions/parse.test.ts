import { expect, test } from 'vitest';
import { compileExpressions } from './compile.ts';

test('one text serves requests whose placeholders stand for different things', () => {
  const paths = (name: string, value: string) =>
    compileExpressions({
      ConditionExpression: '#a = :v',
      ExpressionAttributeNames: { '#a': name },
      ExpressionAttributeValues: { ':v': { S: value } },
    }).condition;
  expect(paths('x', '1')).toMatchObject({ left: { path: ['x'] }, right: { value: { S: '1' } } });
  expect(paths('y', '2')).toMatchObject({ left: { path: ['y'] }, right: { value: { S: '2' } } });
});
