import { isDelayed, type HiddenMessage, type Message } from './message.ts';
import type { Place } from './parcels.ts';

/** One small row for each queue: where to look for its messages, and how many there are. */
export interface Backlog {
  readonly queueId: string;
  /** How many messages came without a delay, and with one: the next of either kind gets the number after. */
  readonly arrived: number;
  readonly arrivedDelayed: number;
  /** How many groups of hidden messages there ever were. */
  readonly groups: number;
  /** Messages numbered from here up to `arrived` were never received, without a hole; those before are hidden or gone. */
  readonly nextFresh: number;
  /** The row that `nextFresh` lies in, by the number of its first message. */
  readonly freshParcel: number;
  /** No hidden message is visible earlier: a receive looks for those that came back from here on, and not before. */
  readonly hiddenFrom: number;
  /** Messages kept, whatever their state. */
  readonly total: number;
  /** Hidden messages with `visibleAt` after `countedAt`: what has come back since is found by a look at that run. */
  readonly delayed: number;
  readonly inFlight: number;
  readonly countedAt: number;
  /** No message was sent before: until this one expires, none does. */
  readonly oldestSentAt: number;
}

export const emptyBacklog = (queueId: string): Backlog => ({
  queueId,
  arrived: 0,
  arrivedDelayed: 0,
  groups: 0,
  nextFresh: 1,
  freshParcel: 1,
  hiddenFrom: Infinity,
  total: 0,
  delayed: 0,
  inFlight: 0,
  countedAt: 0,
  oldestSentAt: 0,
});

/** The row while a transaction works on it. */
export type Draft = { -readonly [Field in keyof Backlog]: Backlog[Field] };

/** Returns the new message's number. */
export function countArrival(draft: Draft, sentAt: number, isDelayed: boolean): number {
  draft.oldestSentAt = draft.total === 0 ? sentAt : Math.min(draft.oldestSentAt, sentAt);
  draft.total++;
  return isDelayed ? -++draft.arrivedDelayed : ++draft.arrived;
}

/** From here on, this is the message that has waited longest. */
export function setNextFresh(draft: Draft, { number, parcel }: Pick<Message, 'number' | 'parcel'>): void {
  draft.nextFresh = number;
  draft.freshParcel = parcel;
}

/** It is no longer among those that nobody has received. */
export function passFresh(draft: Draft, { number, parcel, parcelSize }: Place & Pick<Message, 'number'>): void {
  const next = number + 1;
  setNextFresh(draft, { number: next, parcel: next < parcel + parcelSize ? parcel : next });
}

/** `change` is 1 for a message that is hidden from now on, -1 for one that no longer is. */
export function countHidden(draft: Draft, hidden: Omit<HiddenMessage, 'group'>, change: 1 | -1): void {
  if (hidden.visibleAt <= draft.countedAt) return;
  if (isDelayed(hidden)) draft.delayed += change;
  else draft.inFlight += change;
}

export const mayHaveExpired = (backlog: Backlog, retentionSeconds: number, now: number) =>
  backlog.total > 0 && backlog.oldestSentAt + retentionSeconds * 1000 <= now;
