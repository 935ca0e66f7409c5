import { join } from 'node:path';
import { expect } from 'vitest';
import { followReadme } from '../support/readme.ts';
import { root } from '../support/server.ts';
import { testWith } from '../support/tools.ts';

testWith('aws cli')('the steps of the DynamoDB page work as they stand there', async () => {
  const { code, stderr, checks, remains } = await followReadme(join(root, 'docs/guide'), { page: 'dynamodb.md' });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const [user, records, transaction, replicated, activities] = checks;
  expect(user).toBe('ada');
  expect(records!.split('\n')).toEqual(['INSERT\ta\tNone', 'INSERT\tb\tNone', 'REMOVE\tb\tdynamodb.amazonaws.com']);
  expect(transaction).toContain('[None, ConditionalCheckFailed]');
  expect(replicated).toBe('bea');
  expect(activities).toBe('Setting write capacity units to 5.');
  expect(remains).toEqual([]);
});
