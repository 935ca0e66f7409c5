import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import { conditionalCheckFailed, emptyKeyValue, partitionKeyTooLong, validationException } from '../errors.ts';
import { attempt, requireAll, requireInTurn, requireKeyValues } from './attempt.ts';

const refused = (error: Error) =>
  attempt((): string => {
    throw error;
  });

/** Codes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors */
test.each([
  [conditionalCheckFailed(), 'ConditionalCheckFailed'],
  [validationException('wrong'), 'ValidationError'],
  [new AwsError('ItemCollectionSizeLimitExceededException', 'full'), 'ItemCollectionSizeLimitExceeded'],
  [new AwsError('DuplicateItemException', 'twice'), 'DuplicateItem'],
  [new AwsError('ProvisionedThroughputExceededException', 'slower'), 'ProvisionedThroughputExceeded'],
  [new AwsError('ThrottlingException', 'slower'), 'ThrottlingError'],
])('%s is a reason', (error, Code) => {
  const all = [attempt(() => 'fine'), refused(error), attempt(() => 'fine')];
  expect(attempt(() => requireAll(all))).toMatchObject({
    error: {
      code: 'TransactionCanceledException',
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [None, ${Code}, None]`,
      fields: { CancellationReasons: [{ Code: 'None' }, { Code, Message: error.message }, { Code: 'None' }] },
    },
  });
});

test('where the first failure ends it, the others have no reason', () => {
  const all = [attempt(() => 'fine'), refused(validationException('first')), refused(validationException('second'))];
  expect(attempt(() => requireInTurn(all))).toMatchObject({
    error: {
      fields: {
        CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError', Message: 'first' }, { Code: 'None' }],
      },
    },
  });
  expect(requireInTurn([attempt(() => 1), attempt(() => 2)])).toEqual([1, 2]);
});

test('where nothing is refused, all values are there, undefined ones too', () => {
  expect(requireAll([attempt(() => 1), attempt(() => undefined)])).toEqual([1, undefined]);
});

test('what is no error of AWS is not a reason, but ours', () => {
  expect(() => refused(new TypeError('ours'))).toThrow(TypeError);
});

test('values that can be no key refuse the request itself', () => {
  for (const error of [emptyKeyValue('id', 'S'), partitionKeyTooLong()]) {
    expect(() => requireKeyValues([refused(validationException('other')), refused(error)])).toThrow(error);
  }
  requireKeyValues([refused(validationException('other')), attempt(() => 1)]);
});
