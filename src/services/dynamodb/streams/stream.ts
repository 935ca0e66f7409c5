import type { StreamStatus, StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import type { KeySchema } from '../key-schema.ts';
import { tableArn } from '../table.ts';
import { invalidStreamArn } from './errors.ts';
import { RETENTION_MS } from './limits.ts';
import type { Position } from './position.ts';

/** Where a stream is; the label tells it from the table's earlier ones. */
export interface StreamAddress {
  readonly accountId: string;
  readonly region: string;
  readonly tableName: string;
  /** When it was asked for: `2015-05-11T21:21:33.291`. */
  readonly label: string;
}

/** A stream as it is stored. It outlives its table by a day. Instants are epoch milliseconds. */
export interface Stream extends StreamAddress {
  /** With the label, what its records are found by. */
  readonly tableId: string;
  readonly viewType: StreamViewType;
  readonly keys: KeySchema;
  readonly createdAt: number;
  /** ENABLING before, ENABLED from then on. */
  readonly enabledAt: number;
  /** No records from here on. */
  readonly disabledAt?: number;
  /** DISABLING before, DISABLED from then on. */
  readonly endedAt?: number;
  /** The last record that was trimmed. */
  readonly trimmedTo?: Position;
}

export function streamStatus({ enabledAt, endedAt }: Stream, now: number): StreamStatus {
  if (endedAt !== undefined) return now < endedAt ? 'DISABLING' : 'DISABLED';
  return now < enabledAt ? 'ENABLING' : 'ENABLED';
}

/** A disabled stream can be read for a day. */
export const isGone = ({ disabledAt }: Pick<Stream, 'disabledAt'>, now: number): boolean =>
  disabledAt !== undefined && disabledAt + RETENTION_MS <= now;

export const toLabel = (instant: number): string => new Date(instant).toISOString().slice(0, -1);

/** Two streams of a name never have the same label, even if they began in the same millisecond. */
export function newLabel(last: Pick<Stream, 'label'> | undefined, now: number): string {
  const label = toLabel(now);
  return last && last.label >= label ? toLabel(Date.parse(`${last.label}Z`) + 1) : label;
}

export const streamArn = ({ accountId, region, tableName, label }: StreamAddress): string =>
  `${tableArn({ accountId, region, name: tableName })}/stream/${label}`;

const ARN = /^arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):(\d{12}):table\/([a-zA-Z0-9_.-]+)\/stream\/([0-9T:.-]+)$/;

export function parseStreamArn(arn: string): StreamAddress {
  const match = ARN.exec(arn);
  if (!match) throw invalidStreamArn();
  const [, region, accountId, tableName, label] = match as unknown as [string, string, string, string, string];
  return { accountId, region, tableName, label };
}
