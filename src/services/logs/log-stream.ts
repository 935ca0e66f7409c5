import type { LogStream as LogStreamShape } from '@aws-sdk/client-cloudwatch-logs';
import { type LogGroup, toGroupArn } from './log-group.ts';

export interface LogStream {
  readonly groupId: string;
  readonly name: string;
  readonly streamId: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestionAt?: number;
  /** Given out, and ignored when it comes back, as AWS does since 2023. */
  readonly uploadSequenceToken?: string;
  /** Batches accepted so far: orders events of the same millisecond. */
  readonly batches: number;
}

/** `storedBytes` of a stream is always zero on AWS: it was retired in 2019. */
export const toShape = (group: LogGroup, stream: LogStream): LogStreamShape => ({
  logStreamName: stream.name,
  creationTime: stream.createdAt,
  ...(stream.firstEventAt === undefined ? {} : { firstEventTimestamp: stream.firstEventAt }),
  ...(stream.lastEventAt === undefined ? {} : { lastEventTimestamp: stream.lastEventAt }),
  ...(stream.lastIngestionAt === undefined ? {} : { lastIngestionTime: stream.lastIngestionAt }),
  ...(stream.uploadSequenceToken === undefined ? {} : { uploadSequenceToken: stream.uploadSequenceToken }),
  arn: `${toGroupArn(group)}:log-stream:${stream.name}`,
  storedBytes: 0,
});
