import type { HiddenMessage } from './message.ts';
import { isDelayed } from './message.ts';

/** One small row for each queue: where to look for its messages, and how many there are. */
export interface Backlog {
  readonly queueId: string;
  /** How many messages ever came: the next one gets the number after it. */
  readonly arrived: number;
  /** Messages numbered from here on were never received; what came before is hidden or gone. */
  readonly nextFresh: number;
  /** No hidden message has an earlier `visibleAt`, so a receive starts to look here and never walks over the past. */
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
  nextFresh: 1,
  hiddenFrom: 0,
  total: 0,
  delayed: 0,
  inFlight: 0,
  countedAt: 0,
  oldestSentAt: 0,
});

/** The row while a transaction works on it. */
export type Draft = { -readonly [Field in keyof Backlog]: Backlog[Field] };

export function countArrival(draft: Draft, sentAt: number): void {
  draft.oldestSentAt = draft.total === 0 ? sentAt : Math.min(draft.oldestSentAt, sentAt);
  draft.arrived++;
  draft.total++;
}

/** `change` is 1 for a message that is hidden from now on, -1 for one that no longer is. */
export function countHidden(draft: Draft, hidden: HiddenMessage, change: 1 | -1): void {
  if (hidden.visibleAt <= draft.countedAt) return;
  if (isDelayed(hidden)) draft.delayed += change;
  else draft.inFlight += change;
}

export const mayHaveExpired = (backlog: Backlog, retentionSeconds: number, now: number) =>
  backlog.total > 0 && backlog.oldestSentAt + retentionSeconds * 1000 <= now;
