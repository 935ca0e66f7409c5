import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import { mayHaveExpired, type Backlog } from './backlog.ts';
import { Mailbox } from './mailbox.ts';
import { isDelayed, isExpired, type HiddenMessage } from './message.ts';
import { toQueueLane } from './queue-address.ts';
import type { Queue } from './queue.ts';
import { backlogs, hiddenGroups, requireQueue } from './store.ts';

export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** More groups than this that came back since the last count, and the count is written anew. */
const MAX_LAPSED_GROUPS = 500;
const MAX_EXPIRED_PER_TRANSACTION = 1_000;

/** Exact at the instant of the read, from counters and the short run of what came back since they were kept. */
export async function countMessages(ctx: Context, queue: Queue): Promise<MessageCounts> {
  let counts = await ctx.read((snapshot) => readCounts(snapshot, queue));
  while (!counts) {
    counts = await ctx.transact(toQueueLane(queue), async (tx) => {
      const mailbox = await Mailbox.open(tx, await requireQueue(tx, ctx, queue));
      await settleCounts(mailbox);
      await mailbox.save();
      return readCounts(tx, mailbox.queue);
    });
  }
  return counts;
}

async function readCounts(from: Snapshot, queue: Queue): Promise<MessageCounts | undefined> {
  const { queueId } = queue;
  const backlog = await backlogs.get(from, [queueId]);
  if (!backlog) return { visible: 0, inFlight: 0, delayed: 0 };
  const { now } = from;
  if (mayHaveExpired(backlog, queue.retentionSeconds, now)) return undefined;

  const groups = await listLapsed(from, backlog);
  if (groups.length > MAX_LAPSED_GROUPS) return undefined;
  const lapsed = groups.flatMap(({ members }) => members);
  const delayed = backlog.delayed - lapsed.filter(isDelayed).length;
  const inFlight = backlog.inFlight - lapsed.filter((hidden) => !isDelayed(hidden)).length;
  return { visible: backlog.total - delayed - inFlight, inFlight, delayed };
}

/** The hidden messages that came back after they were counted. */
function listLapsed(from: Snapshot, { queueId, hiddenFrom, countedAt }: Backlog) {
  const since = Math.max(hiddenFrom, countedAt + 1);
  if (since > from.now) return [];
  const range = { prefix: [queueId], gte: [queueId, since], lte: [queueId, from.now], limit: MAX_LAPSED_GROUPS + 1 };
  return hiddenGroups.list(from, range);
}

/** Drops what has expired and counts the hidden messages afresh. */
export async function settleCounts(mailbox: Mailbox): Promise<void> {
  const { now } = mailbox;
  const { retentionSeconds } = mailbox.queue;
  const isGone = (message: { readonly sentAt: number }) => isExpired(message, retentionSeconds, now);

  const { next, isCutShort } = await dropExpiredFresh(mailbox, isGone);
  let delayed = 0;
  let inFlight = 0;
  let oldestSentAt = next;
  const expired: HiddenMessage[] = [];
  for await (const hidden of mailbox.hidden()) {
    if (isGone(hidden)) {
      expired.push(hidden);
      continue;
    }
    oldestSentAt = Math.min(oldestSentAt, hidden.sentAt);
    if (hidden.visibleAt <= now) continue;
    if (isDelayed(hidden)) delayed++;
    else inFlight++;
  }
  for (const hidden of expired) mailbox.remove(hidden);
  // A bound, so that a queue whose messages expire one by one is not counted afresh more than once a second.
  const bound = Math.max(Math.min(oldestSentAt, now), now - retentionSeconds * 1000 + 1000);
  const stored = isCutShort ? mailbox.backlog.oldestSentAt : bound;
  mailbox.recount({ delayed, inFlight, countedAt: now, oldestSentAt: stored });
}

/** Returns when the first message that remains was sent. */
async function dropExpiredFresh(
  mailbox: Mailbox,
  isGone: (message: { readonly sentAt: number }) => boolean,
): Promise<{ next: number; isCutShort: boolean }> {
  for (let dropped = 0; dropped < MAX_EXPIRED_PER_TRANSACTION; dropped++) {
    const message = await mailbox.peekFresh();
    if (!message || !isGone(message)) return { next: message?.sentAt ?? Infinity, isCutShort: false };
    mailbox.dropFresh(message);
  }
  return { next: Infinity, isCutShort: true };
}
