import { expect } from 'vitest';
import { testWith } from '../../support/tools.ts';
import { awsCli, type AwsCli } from './support.ts';

const CREATE =
  'dynamodb create-table --table-name Music --billing-mode PAY_PER_REQUEST ' +
  '--key-schema AttributeName=Artist,KeyType=HASH AttributeName=Song,KeyType=RANGE ' +
  '--attribute-definitions AttributeName=Artist,AttributeType=S AttributeName=Song,AttributeType=S';
const song = (name: string, more: object = {}) => ({ Artist: { S: 'Psy' }, Song: { S: name }, ...more });

async function withTable(): Promise<AwsCli> {
  const cli = await awsCli();
  await cli.json(CREATE);
  await cli.json('dynamodb wait table-exists --table-name Music');
  return cli;
}

const put = (cli: AwsCli, item: object, ...more: string[]) =>
  cli.json('dynamodb put-item --table-name Music --item', JSON.stringify(item), ...more);

testWith('aws cli')('tables: create, wait, put, get, update, delete', async () => {
  await using cli = await withTable();
  const { Table } = await cli.json('dynamodb describe-table --table-name Music');
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });

  await put(cli, song('Gangnam', { Year: { N: '2012' }, Cover: { B: 'AAEC' }, Live: { BOOL: true } }));
  const key = JSON.stringify(song('Gangnam'));
  const consumed = '--return-consumed-capacity TOTAL --consistent-read';
  expect(await cli.json(`dynamodb get-item --table-name Music ${consumed} --key`, key)).toEqual({
    Item: song('Gangnam', { Year: { N: '2012' }, Cover: { B: 'AAEC' }, Live: { BOOL: true } }),
    ConsumedCapacity: { TableName: 'Music', CapacityUnits: 1 },
  });

  const names = ['--expression-attribute-names', '{"#y": "Year"}'];
  const values = ['--expression-attribute-values', '{":one": {"N": "1"}}'];
  const update = `dynamodb update-item --table-name Music --return-values UPDATED_NEW --key`;
  const updated = await cli.json(update, key, '--update-expression', 'SET #y = #y + :one', ...names, ...values);
  expect(updated).toEqual({ Attributes: { Year: { N: '2013' } } });

  await cli.json('dynamodb delete-item --table-name Music --key', key);
  expect(await cli.json('dynamodb get-item --table-name Music --key', key)).toBeUndefined();
  await cli.json('dynamodb delete-table --table-name Music');
  await cli.json('dynamodb wait table-not-exists --table-name Music');
  expect(await cli.json('dynamodb list-tables')).toEqual({ TableNames: [] });
});

testWith('aws cli')('tables: a query goes on page by page, and from its token', async () => {
  await using cli = await withTable();
  for (const name of ['01', '02', '03', '04', '05']) await put(cli, song(name));
  const query = (...more: string[]) =>
    cli.json(
      'dynamodb query --table-name Music --key-condition-expression',
      'Artist = :psy',
      '--expression-attribute-values',
      '{":psy": {"S": "Psy"}}',
      ...more,
    );
  const songs = (page: { Items: { Song: { S: string } }[] }) => page.Items.map((item) => item.Song.S);

  expect(songs(await query('--page-size', '2'))).toEqual(['01', '02', '03', '04', '05']);
  const first = await query('--max-items', '3', '--page-size', '2');
  expect(songs(first)).toEqual(['01', '02', '03']);
  const rest = await query('--max-items', '3', '--starting-token', first.NextToken);
  expect(songs(rest)).toEqual(['04', '05']);
  expect(rest.NextToken).toBeUndefined();
  expect(songs(await query('--no-scan-index-forward', '--no-paginate', '--limit', '2'))).toEqual(['05', '04']);
});

testWith('aws cli')('tables: a filter counts what it looked at', async () => {
  await using cli = await withTable();
  for (const year of ['2011', '2012', '2013']) await put(cli, song(year, { Year: { N: year } }));
  const scan = ['dynamodb scan --table-name Music --filter-expression', '#y > :y'] as const;
  const names = ['--expression-attribute-names', '{"#y": "Year"}'];
  const values = ['--expression-attribute-values', '{":y": {"N": "2011"}}'];
  expect(await cli.json(...scan, ...names, ...values)).toMatchObject({ Count: 2, ScannedCount: 3 });
  const text = await cli.run(...scan, ...names, ...values, '--query', 'Items[].Song.S', '--output', 'text');
  expect(text.stdout.trim().split('\t').toSorted()).toEqual(['2012', '2013']);
});

testWith('aws cli')('tables: a transaction is all or nothing, and says why not', async () => {
  await using cli = await withTable();
  const transact = (items: object[]) =>
    ['dynamodb transact-write-items --transact-items', JSON.stringify(items)] as const;
  const toPut = (name: string, ConditionExpression?: string) => ({
    Put: { TableName: 'Music', Item: song(name), ConditionExpression },
  });
  await cli.json(...transact([toPut('one'), toPut('two')]));
  expect(await cli.refusal(...transact([toPut('three'), toPut('one', 'attribute_not_exists(Artist)')]))).toBe(
    '254: An error occurred (TransactionCanceledException) when calling the TransactWriteItems operation: ' +
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
  );
  expect((await cli.json('dynamodb scan --table-name Music --select COUNT')).Count).toBe(2);
});

testWith('aws cli')('tables: errors end with 254 and their words', async () => {
  await using cli = await withTable();
  await put(cli, song('one'));
  const item = JSON.stringify(song('one'));
  expect(
    await cli.refusal(
      'dynamodb put-item --table-name Music --condition-expression attribute_not_exists(Song) --item',
      item,
    ),
  ).toBe(
    '254: An error occurred (ConditionalCheckFailedException) when calling the PutItem operation: ' +
      'The conditional request failed',
  );
  expect(await cli.refusal(CREATE)).toBe(
    '254: An error occurred (ResourceInUseException) when calling the CreateTable operation: ' +
      'Table already exists: Music',
  );
  expect(await cli.refusal('dynamodb get-item --table-name Music --key', '{"Artist": {"S": "Psy"}}')).toBe(
    '254: An error occurred (ValidationException) when calling the GetItem operation: ' +
      'The provided key element does not match the schema',
  );
});
