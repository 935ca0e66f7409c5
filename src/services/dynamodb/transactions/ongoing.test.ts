import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../api.ts';
import { createTable } from '../operations/create-table.ts';
import { getItem } from '../operations/get-item.ts';
import { putItem } from '../operations/put-item.ts';
import { transactGetItems } from '../operations/transact-get-items.ts';
import { transactWriteItems } from '../operations/transact-write-items.ts';
import { updateItem } from '../operations/update-item.ts';
import { testContext } from '../testing.ts';
import { OngoingTransactions } from './ongoing.ts';

const key = (id: string) => ({ id: { S: id } });
const put = (id: string): TransactWriteItem => ({ Put: { TableName: 'one', Item: key(id) } });

async function contextWithTable(state: Partial<Context['state']>): Promise<Context> {
  const ctx = testContext({ state: { ...testContext().state, ...state } });
  await createTable(ctx, {
    TableName: 'one',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  return ctx;
}

/** What `call` is refused with while a transaction writes the items a and b. */
async function refusedMeanwhile(ctx: Context, call: () => unknown, token?: string): Promise<AwsError> {
  let refusal: unknown;
  const slow = testContext({
    state: ctx.state,
    read: (body) => ctx.read(body),
    async transact(lane, body) {
      const result = await ctx.transact(lane, body);
      refusal = await Promise.resolve()
        .then(call)
        .catch((error: unknown) => error);
      return result;
    },
  });
  await transactWriteItems(slow, { TransactItems: [put('a'), put('b')], ClientRequestToken: token });
  return refusal as AwsError;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling */
test('a transaction on an item of another one is cancelled', async () => {
  const ctx = await contextWithTable({ ongoing: new OngoingTransactions() });
  const write = () => transactWriteItems(ctx, { TransactItems: [put('c'), put('a')] });
  const error = await refusedMeanwhile(ctx, write);
  expect(error.code).toBe('TransactionCanceledException');
  expect(error.message).toBe(
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]',
  );
  expect(error.fields['CancellationReasons']).toEqual([
    { Code: 'None' },
    { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
  ]);
  await write();
});

test('so is one that reads such an item', async () => {
  const ctx = await contextWithTable({ ongoing: new OngoingTransactions() });
  const TransactItems = ['b', 'c'].map((id) => ({ Get: { TableName: 'one', Key: key(id) } }));
  const read = () => transactGetItems(ctx, { TransactItems });
  expect((await refusedMeanwhile(ctx, read)).message).toMatch(/\[TransactionConflict, None\]$/);
  await read();
});

test('a write of the item alone is refused, a read is not', async () => {
  const ctx = await contextWithTable({ ongoing: new OngoingTransactions() });
  const input = { TableName: 'one', Item: key('a') };
  for (const write of [() => putItem(ctx, input), () => updateItem(ctx, { TableName: 'one', Key: key('b') })]) {
    expect(await refusedMeanwhile(ctx, write)).toMatchObject({
      code: 'TransactionConflictException',
      message: 'Transaction is ongoing for the item',
    });
  }
  const read = await refusedMeanwhile(ctx, () => getItem(ctx, { TableName: 'one', Key: key('a') }));
  expect(read).toEqual({ Item: key('a') });
  const other = await refusedMeanwhile(ctx, () => putItem(ctx, { TableName: 'one', Item: key('c') }));
  expect(other).toEqual({});
});

test('the same request again is told that it is under way', async () => {
  const ctx = await contextWithTable({ ongoing: new OngoingTransactions() });
  const again = () => transactWriteItems(ctx, { TransactItems: [put('a'), put('b')], ClientRequestToken: 'token' });
  expect(await refusedMeanwhile(ctx, again, 'token')).toMatchObject({
    code: 'TransactionInProgressException',
    message: 'Transaction from previous request is still in progress',
  });
  expect(await again()).toEqual({});
});

test('unless conflicts are asked for, nothing is refused', async () => {
  const ctx = await contextWithTable({});
  const write = () => transactWriteItems(ctx, { TransactItems: [put('a')] });
  expect(await refusedMeanwhile(ctx, write)).toEqual({});
});
