import { invalidParameterValue } from './errors.ts';
import { MAX_TAGS } from './limits.ts';

type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html */
const MAX_KEY_LENGTH = 128;

/** The tags of a queue after `added` were put on it. */
export function checkTags(queueName: string, tags: Tags, added: Tags): Tags {
  checkTagKeys(Object.keys(added));
  const all = { ...tags, ...added };
  if (Object.keys(all).length > MAX_TAGS) throw invalidParameterValue(`Too many tags added for queue ${queueName}.`);
  return all;
}

export function checkTagKeys(keys: readonly string[]): readonly string[] {
  if (keys.every((key) => key.length >= 1 && key.length <= MAX_KEY_LENGTH)) return keys;
  throw invalidParameterValue(`Tag keys must be between 1 and ${MAX_KEY_LENGTH} characters in length.`);
}
