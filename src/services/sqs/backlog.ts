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

export const withArrival = (backlog: Backlog, sentAt: number): Backlog => ({
  ...backlog,
  arrived: backlog.arrived + 1,
  total: backlog.total + 1,
  oldestSentAt: backlog.total === 0 ? sentAt : Math.min(backlog.oldestSentAt, sentAt),
});

export const withHidden = (backlog: Backlog, hidden: HiddenMessage) => addHidden(backlog, hidden, 1);

export const withoutHidden = (backlog: Backlog, hidden: HiddenMessage) => addHidden(backlog, hidden, -1);

function addHidden(backlog: Backlog, hidden: HiddenMessage, delta: 1 | -1): Backlog {
  if (hidden.visibleAt <= backlog.countedAt) return backlog;
  return isDelayed(hidden)
    ? { ...backlog, delayed: backlog.delayed + delta }
    : { ...backlog, inFlight: backlog.inFlight + delta };
}

export const mayHaveExpired = (backlog: Backlog, retentionSeconds: number, now: number) =>
  backlog.total > 0 && backlog.oldestSentAt + retentionSeconds * 1000 <= now;
