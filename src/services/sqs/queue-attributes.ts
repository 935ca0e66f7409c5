import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { unknownAttribute } from './errors.ts';
import type { MessageCounts } from './message-counts.ts';
import { toQueueArn } from './queue-address.ts';
import type { Queue, QueueSettings } from './queue.ts';
import { formatRedrivePolicy } from './redrive-policy.ts';

type Name = Exclude<QueueAttributeName, 'All'>;
type SettingName = Exclude<Name, keyof typeof OTHERS | keyof typeof COUNTS | FifoName>;
type FifoName = 'FifoQueue' | 'ContentBasedDeduplication' | 'DeduplicationScope' | 'FifoThroughputLimit';

const toSeconds = (instant: number) => String(Math.floor(instant / 1000));

const SETTINGS: Record<SettingName, (settings: QueueSettings) => string | undefined> = {
  VisibilityTimeout: (settings) => String(settings.visibilityTimeoutSeconds),
  MaximumMessageSize: (settings) => String(settings.maximumMessageSizeBytes),
  MessageRetentionPeriod: (settings) => String(settings.retentionSeconds),
  DelaySeconds: (settings) => String(settings.delaySeconds),
  ReceiveMessageWaitTimeSeconds: (settings) => String(settings.waitSeconds),
  RedrivePolicy: (settings) => settings.redrivePolicy && formatRedrivePolicy(settings.redrivePolicy),
  RedriveAllowPolicy: (settings) => settings.texts.RedriveAllowPolicy,
  Policy: (settings) => settings.texts.Policy,
  KmsMasterKeyId: (settings) => settings.texts.KmsMasterKeyId,
  KmsDataKeyReusePeriodSeconds: (settings) =>
    settings.texts.KmsMasterKeyId && settings.texts.KmsDataKeyReusePeriodSeconds,
  SqsManagedSseEnabled: (settings) => settings.texts.SqsManagedSseEnabled,
};

const OTHERS = {
  QueueArn: toQueueArn,
  CreatedTimestamp: (queue: Queue) => toSeconds(queue.createdAt),
  LastModifiedTimestamp: (queue: Queue) => toSeconds(queue.lastModifiedAt),
};

const COUNTS = {
  ApproximateNumberOfMessages: 'visible',
  ApproximateNumberOfMessagesNotVisible: 'inFlight',
  ApproximateNumberOfMessagesDelayed: 'delayed',
} as const satisfies Partial<Record<Name, keyof MessageCounts>>;

/** Known to AWS, but not said of a standard queue. */
const FIFO_NAMES: readonly FifoName[] = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];
const NAMES = new Set<string>([
  ...Object.keys(SETTINGS),
  ...Object.keys(OTHERS),
  ...Object.keys(COUNTS),
  ...FIFO_NAMES,
]);

/** The names to say back; throws InvalidAttributeName for one that AWS does not know. */
export function checkAttributeNames(names: readonly string[]): ReadonlySet<string> {
  const unknown = names.find((name) => name !== 'All' && !NAMES.has(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  return names.includes('All') ? NAMES : new Set(names);
}

export const needsCounts = (names: ReadonlySet<string>) => Object.keys(COUNTS).some((name) => names.has(name));

export function readAttributes(
  queue: Queue,
  counts: MessageCounts | undefined,
  names: ReadonlySet<string>,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const text = readSetting(queue, name) ?? readOther(queue, name) ?? readCount(counts, name);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

/** The first attribute of `names` that two queues do not have in common. */
export const findDifference = (left: QueueSettings, right: QueueSettings, names: readonly string[]) =>
  names.find((name) => readSetting(left, name) !== readSetting(right, name));

const readSetting = (settings: QueueSettings, name: string) =>
  Object.hasOwn(SETTINGS, name) ? SETTINGS[name as SettingName](settings) : undefined;

const readOther = (queue: Queue, name: string) =>
  Object.hasOwn(OTHERS, name) ? OTHERS[name as keyof typeof OTHERS](queue) : undefined;

const readCount = (counts: MessageCounts | undefined, name: string) =>
  counts && Object.hasOwn(COUNTS, name) ? String(counts[COUNTS[name as keyof typeof COUNTS]]) : undefined;
