import { invalidNextToken } from './errors.ts';
import { fromEventId, toEventId } from './event-id.ts';
import type { Position } from './log-event.ts';

export type Direction = 'forward' | 'backward';

export interface PageToken {
  readonly direction: Direction;
  readonly position: Position;
}

const TOKEN = /^([fb])\/(\d{56})\/s$/;

/** `f/3113…/s` goes on after the event of that id, `b/3113…/s` ends before it. */
export const toPageToken = (direction: Direction, position: Position, streamId: string): string =>
  `${direction === 'forward' ? 'f' : 'b'}/${toEventId(position, streamId)}/s`;

export function parsePageToken(token: string): PageToken {
  const [, direction, eventId] = TOKEN.exec(token) ?? [];
  if (eventId === undefined) throw invalidNextToken();
  return { direction: direction === 'f' ? 'forward' : 'backward', position: fromEventId(eventId) };
}

/** Tokens of the listings: the last name shown, not meant to be read. */
export const toListToken = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

export function parseListToken(token: string): readonly (string | number)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(parts) && parts.length > 0) return parts as readonly (string | number)[];
  } catch {
    // Falls through: not one of ours.
  }
  throw invalidNextToken();
}
