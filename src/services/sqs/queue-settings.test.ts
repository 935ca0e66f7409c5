import { expect, test } from 'vitest';
import { findDifference } from './queue-attributes.ts';
import { applyAttributes } from './queue-settings.ts';
import { DEFAULT_SETTINGS } from './queue.ts';

test('what is not named stays as it is, and so does what has no value', () => {
  const settings = applyAttributes(DEFAULT_SETTINGS, { DelaySeconds: '7', VisibilityTimeout: null });

  expect(settings).toEqual({ ...DEFAULT_SETTINGS, delaySeconds: 7 });
});

test('nothing is changed when one of several attributes is wrong', () => {
  expect(() => applyAttributes(DEFAULT_SETTINGS, { DelaySeconds: '7', VisibilityTimeout: 'x' })).toThrow(
    'Invalid value for the parameter VisibilityTimeout.',
  );
  expect(DEFAULT_SETTINGS.delaySeconds).toBe(0);
});

test('a key of KMS takes the place of encryption by SQS, and gives it back', () => {
  const keyed = applyAttributes(DEFAULT_SETTINGS, { KmsMasterKeyId: 'alias/x', KmsDataKeyReusePeriodSeconds: '60' });
  expect(keyed.texts).toEqual({
    KmsMasterKeyId: 'alias/x',
    KmsDataKeyReusePeriodSeconds: '60',
    SqsManagedSseEnabled: 'false',
  });

  expect(applyAttributes(keyed, { SqsManagedSseEnabled: 'true' }).texts).toEqual({ SqsManagedSseEnabled: 'true' });
});

test('names that every object has are no attributes', () => {
  expect(() => applyAttributes(DEFAULT_SETTINGS, { constructor: '1' })).toThrow('Unknown Attribute constructor.');
  expect(() => applyAttributes(DEFAULT_SETTINGS, { toString: '1' })).toThrow('Unknown Attribute toString.');
});

test('two ways to write a redrive policy are no difference', () => {
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
  const left = applyAttributes(DEFAULT_SETTINGS, {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
  });
  const right = applyAttributes(DEFAULT_SETTINGS, {
    RedrivePolicy: JSON.stringify({ maxReceiveCount: '3', deadLetterTargetArn }),
    DelaySeconds: '1',
  });

  expect(findDifference(left, right, ['RedrivePolicy'])).toBeUndefined();
  expect(findDifference(left, right, ['RedrivePolicy', 'DelaySeconds'])).toBe('DelaySeconds');
});
