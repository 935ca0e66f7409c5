import type { Context } from '../../kernel/context.ts';
import type { Lane } from '../../storage/storage.ts';
import { accessDenied, invalidAddress, missingParameter } from './errors.ts';
import { MAX_QUEUE_NAME_LENGTH } from './limits.ts';

/** What a queue is known by, in URLs and ARNs. */
export interface QueueAddress {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

type Place = Pick<Context, 'accountId' | 'region'>;

const QUEUE_PATH = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]+)?\/(?:.*\/)?(\d{12})\/([^/]+)\/?$/i;
const QUEUE_ARN = /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):(\d{12}):([A-Za-z0-9_.-]{1,80})$/;
const BARE_NAME = /^[A-Za-z0-9_.-]{1,80}$/;

/** Any host is taken: account and name are what count. A bare name means the caller's own queue, as on AWS. */
export function parseQueueUrl(queueUrl: string | undefined, place: Place): QueueAddress {
  if (!queueUrl) throw missingParameter('QueueUrl');
  const [, accountId, name] = QUEUE_PATH.exec(queueUrl) ?? [];
  if (accountId !== undefined && name !== undefined) return { accountId, region: place.region, name };
  if (BARE_NAME.test(queueUrl)) return { accountId: place.accountId, region: place.region, name: queueUrl };
  throw invalidAddress(queueUrl);
}

/** For what AWS lets nobody but the owner do, whatever the queue's policy says. */
export function parseOwnQueueUrl(queueUrl: string | undefined, place: Place): QueueAddress {
  const address = parseQueueUrl(queueUrl, place);
  if (address.accountId !== place.accountId) throw accessDenied(queueUrl!);
  return address;
}

export function parseQueueArn(arn: string): QueueAddress | undefined {
  const [, region, accountId, name] = QUEUE_ARN.exec(arn) ?? [];
  if (region === undefined || accountId === undefined || name === undefined) return undefined;
  return { accountId, region, name };
}

export const toQueueUrl = (endpoint: string, queue: QueueAddress) => `${endpoint}/${queue.accountId}/${queue.name}`;

export const toQueueArn = (queue: QueueAddress) => `arn:aws:sqs:${queue.region}:${queue.accountId}:${queue.name}`;

export const toQueueKey = (queue: QueueAddress) => [queue.accountId, queue.region, queue.name] as const;

export const toQueueLane = (queue: QueueAddress): Lane => ['sqs', ...toQueueKey(queue)];

/** Whoever waits for a message of this queue waits on this topic. */
export const availableTopic = (queue: QueueAddress) => ['sqs', 'available', ...toQueueKey(queue)] as const;

export const isStandardName = (name: string) => name.length <= MAX_QUEUE_NAME_LENGTH && /^[A-Za-z0-9_-]+$/.test(name);

export const isFifoName = (name: string) => name.length <= MAX_QUEUE_NAME_LENGTH && /^[A-Za-z0-9_-]+\.fifo$/.test(name);
