import { hash } from 'node:crypto';
import { RETENTION_MS } from './limits.ts';
import { isBefore, type Position } from './position.ts';
import type { Stream } from './stream.ts';

/**
 * Written into a stream at its beginning, at each roll and at its end. Everything between two of them is one shard, so
 * that no writer has to know which shard is open.
 */
export interface ShardMarker {
  readonly at: number;
  /** Absent at the stream's end. */
  readonly shardId?: string;
  /** Stays when the parent is gone, as on AWS. */
  readonly parentShardId?: string;
}

export interface PlacedMarker extends ShardMarker {
  readonly position: Position;
}

/** A part of a stream, in which records lie in the order of their commits. */
export interface Shard {
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  readonly openedAt: number;
  readonly start: Position;
  /** The first place behind the shard, and when it was closed; absent while it is open. */
  readonly end: { readonly position: Position; readonly at: number } | undefined;
}

/** Sorts by the time of its opening, as AWS's do. */
export function newShardId({ tableId, label }: Pick<Stream, 'tableId' | 'label'>, now: number): string {
  const suffix = hash('md5', `${tableId}/${label}/${now}`, 'hex').slice(0, 8);
  return `shardId-${String(now).padStart(20, '0')}-${suffix}`;
}

/** The shards that a stream's markers tell of, oldest first. */
export function toShards(markers: readonly PlacedMarker[]): readonly Shard[] {
  return markers.flatMap(({ shardId, parentShardId, at, position }, place) => {
    if (shardId === undefined) return [];
    const next = markers[place + 1];
    return {
      shardId,
      parentShardId,
      openedAt: at,
      start: position,
      end: next && { position: next.position, at: next.at },
    };
  });
}

/** Closed for so long that none of its records is left. */
export const isExpired = ({ end }: Pick<Shard, 'end'>, now: number): boolean =>
  end !== undefined && end.at + RETENTION_MS <= now;

export const isWithin = ({ start, end }: Pick<Shard, 'start' | 'end'>, position: Position): boolean =>
  !isBefore(position, start) && (!end || isBefore(position, end.position));
