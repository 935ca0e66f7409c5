import { expiredIterator, invalidShardIterator } from './errors.ts';
import { ITERATOR_LIFE_MS } from './limits.ts';
import type { Position } from './position.ts';
import { parseStreamArn, streamArn, type StreamAddress } from './stream.ts';

/** Where somebody reads on. */
export interface ShardIterator {
  readonly stream: StreamAddress;
  readonly shardId: string;
  /** The first place that has not been read. */
  readonly from: Position;
  readonly issuedAt: number;
}

/** AWS's begin in the same way, with the stream's ARN. */
export function encodeIterator({ stream, shardId, from, issuedAt }: ShardIterator): string {
  const state = Buffer.from(JSON.stringify([shardId, ...from, issuedAt])).toString('base64url');
  return `${streamArn(stream)}|1|${state}`;
}

/** Throws where it is not one of ours or too old. */
export function decodeIterator(text: string, now: number): ShardIterator {
  const [arn = '', , state = ''] = text.split('|');
  const [shardId, commit, index, issuedAt] = parseState(state);
  if (typeof shardId !== 'string' || ![commit, index, issuedAt].every(isCount)) throw invalidShardIterator();
  // `isCount` has seen to the numbers.
  const iterator = { shardId, from: [commit, index] as unknown as Position, issuedAt: issuedAt as number };
  if (iterator.issuedAt + ITERATOR_LIFE_MS <= now) throw expiredIterator();
  return { ...iterator, stream: parseIteratorArn(arn) };
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

function parseState(text: string): readonly unknown[] {
  try {
    const state: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(state) ? state : [];
  } catch {
    return [];
  }
}

function parseIteratorArn(arn: string): StreamAddress {
  try {
    return parseStreamArn(arn);
  } catch {
    throw invalidShardIterator();
  }
}

/** The stream that an iterator is for, as far as it can be told; for the question whether its bearer may read. */
export const arnOfIterator = (text: string): string => text.split('|')[0]!;
