import type {
  ApproximateCreationDateTimePrecision,
  DestinationStatus,
  KinesisDataStreamDestination,
} from '@aws-sdk/client-dynamodb';
import { parseArn } from '../../../lib/arn.ts';

/** Where a table's changes were asked to go. Instants are epoch milliseconds. */
export interface KinesisDestination {
  readonly streamArn: string;
  readonly precision?: ApproximateCreationDateTimePrecision;
  /** ENABLING before. */
  readonly decidedAt: number;
  /** Why it failed then. */
  readonly failure: string;
}

type Scope = { readonly region: string };

/**
 * DynamoDB takes every ARN, and finds out afterwards. There are no Kinesis streams here, so each of them is one that
 * does not exist.
 */
export const toDestination = (
  streamArn: string,
  precision: ApproximateCreationDateTimePrecision | undefined,
  { region }: Scope,
  decidedAt: number,
): KinesisDestination => ({
  streamArn,
  ...(precision === undefined ? {} : { precision }),
  decidedAt,
  failure:
    parseArn(streamArn)?.region === region
      ? 'User does not have a permission to use kinesis stream'
      : 'The kinesis Arn used to enable kinesis replication belongs to a stream which is not in the current region',
});

export const destinationStatus = ({ decidedAt }: KinesisDestination, now: number): DestinationStatus =>
  now < decidedAt ? 'ENABLING' : 'ENABLE_FAILED';

export function toOutput(destination: KinesisDestination, now: number): KinesisDataStreamDestination {
  const { streamArn, precision, failure } = destination;
  const status = destinationStatus(destination, now);
  return {
    StreamArn: streamArn,
    DestinationStatus: status,
    ...(status === 'ENABLE_FAILED' ? { DestinationStatusDescription: failure } : {}),
    ...(precision === undefined ? {} : { ApproximateCreationDateTimePrecision: precision }),
  };
}
