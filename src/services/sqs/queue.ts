import type { QueueAddress } from './queue-address.ts';
import type { RedrivePolicy } from './redrive-policy.ts';

/** A queue's row. Its messages hang on `queueId`, so that a purge or a deletion is one small write. */
export interface Queue extends QueueAddress, QueueSettings {
  /** Names what the queue holds, in 16 characters; a purge gives the queue a new one. */
  readonly queueId: string;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
  readonly purgedAt: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What CreateQueue and SetQueueAttributes settle. */
export interface QueueSettings {
  readonly visibilityTimeoutSeconds: number;
  readonly maximumMessageSizeBytes: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  readonly waitSeconds: number;
  readonly redrivePolicy: RedrivePolicy | undefined;
  /** `Policy`, `RedriveAllowPolicy` and the encryption attributes, as AWS says them back. */
  readonly texts: Readonly<Partial<Record<TextAttribute, string>>>;
}

export type TextAttribute =
  | 'Policy'
  | 'RedriveAllowPolicy'
  | 'KmsMasterKeyId'
  | 'KmsDataKeyReusePeriodSeconds'
  | 'SqsManagedSseEnabled';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const DEFAULT_SETTINGS: QueueSettings = {
  visibilityTimeoutSeconds: 30,
  maximumMessageSizeBytes: 1_048_576,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  waitSeconds: 0,
  redrivePolicy: undefined,
  texts: { SqsManagedSseEnabled: 'true' },
};
