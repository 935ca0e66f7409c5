import type { Context } from '../../kernel/context.ts';
import type { Task, Transaction } from '../../storage/storage.ts';
import { Mailbox, type Claim } from './mailbox.ts';
import { isExpired } from './message.ts';
import type { MoveTask } from './move-task.ts';
import { parseQueueArn, toQueueKey, toQueueLane } from './queue-address.ts';
import { moveTasks, queues } from './store.ts';

export const MOVE_MESSAGES = 'sqs.moveMessages';

export type MoveMessages = Pick<MoveTask, 'sourceArn' | 'startedAt' | 'taskId'>;

/** One transaction moves no more than this, so that others get their turn at the queue. */
const MOVED_AT_ONCE = 100;
const SECOND_MS = 1000;

// What AWS names as reasons in the list of tasks.
const NO_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';
const NO_SOURCE = 'CouldNotDetermineMessageSource';

export const moveMessages = ({ sourceArn, startedAt, taskId }: MoveTask): Task => ({
  type: MOVE_MESSAGES,
  payload: { sourceArn, startedAt, taskId } satisfies MoveMessages,
  retriesForever: true,
});

/** Moves some messages, and enqueues itself for the rest: at once, or a second later where the pace is limited. */
export async function moveSome(ctx: Context, { sourceArn, startedAt, taskId }: MoveMessages): Promise<void> {
  const source = parseQueueArn(sourceArn)!;
  // A redriven message is a new one; ids are drawn before the transaction, which may run twice.
  const messageIds = Array.from({ length: MOVED_AT_ONCE }, () => ctx.random.uuid());

  await ctx.transact(toQueueLane(source), async (tx) => {
    const task = await moveTasks.get(tx, [sourceArn, startedAt, taskId]);
    if (task?.status === 'CANCELLING') moveTasks.replace(tx, task, { ...task, status: 'CANCELLED' });
    if (task?.status !== 'RUNNING') return;

    const limit = Math.min(task.maxMessagesPerSecond ?? MOVED_AT_ONCE, MOVED_AT_ONCE);
    const queue = await queues.get(tx, toQueueKey(source));
    const outcome: Outcome = queue
      ? await moveUpTo(tx, await Mailbox.open(tx, queue), task, messageIds.slice(0, limit))
      : { moved: 0, failureReason: NO_QUEUE };
    const next = withOutcome(task, outcome);
    moveTasks.replace(tx, task, next);
    if (next.status === 'RUNNING') tx.enqueue(moveMessages(task), { at: nextRunAt(tx.now, task, outcome.moved) });
  });
}

interface Outcome {
  readonly moved: number;
  readonly isDone?: boolean;
  readonly failureReason?: string;
}

function withOutcome(task: MoveTask, { moved, isDone, failureReason }: Outcome): MoveTask {
  const progress = { ...task, moved: task.moved + moved };
  if (failureReason !== undefined) return { ...progress, status: 'FAILED', failureReason };
  return isDone ? { ...progress, status: 'COMPLETED' } : progress;
}

const nextRunAt = (now: number, { maxMessagesPerSecond }: MoveTask, moved: number) =>
  maxMessagesPerSecond === undefined ? now : now + Math.ceil((moved / maxMessagesPerSecond) * SECOND_MS);

async function moveUpTo(
  tx: Transaction,
  source: Mailbox,
  task: MoveTask,
  messageIds: readonly string[],
): Promise<Outcome> {
  const targets = new Map<string, Mailbox>();
  let moved = 0;
  let end: Omit<Outcome, 'moved'> = {};
  for (const messageId of messageIds) {
    const [claim] = await source.claim(1);
    if (!claim) {
      end = { isDone: true };
      break;
    }
    if (isExpired(claim.message, source.queue.retentionSeconds, source.now)) {
      source.forget(claim);
      continue;
    }
    const target = await findTarget(tx, source, targets, task.destinationArn ?? claim.message.deadLetterSourceArn);
    if (typeof target === 'string') {
      source.putBack(claim);
      end = { failureReason: target };
      break;
    }
    move(source, claim, target, messageId);
    moved++;
  }
  for (const mailbox of [source, ...targets.values()]) await mailbox.save();
  return { moved, ...end };
}

/** The mailbox, opened once in a transaction; or why there is none. */
async function findTarget(
  tx: Transaction,
  source: Mailbox,
  opened: Map<string, Mailbox>,
  arn: string | undefined,
): Promise<Mailbox | string> {
  const address = arn === undefined ? undefined : parseQueueArn(arn);
  if (arn === undefined || !address) return NO_SOURCE;
  const known = opened.get(arn);
  if (known) return known;
  const queue = await queues.get(tx, toQueueKey(address));
  if (!queue) return NO_QUEUE;
  if (queue.queueId === source.queue.queueId) return NO_SOURCE;
  const mailbox = await Mailbox.open(tx, queue);
  opened.set(arn, mailbox);
  return mailbox;
}

function move(source: Mailbox, claim: Claim, target: Mailbox, messageId: string): void {
  const { bodyJson, bodyMd5, attributes, senderId, groupId, traceHeader } = claim.message;
  source.forget(claim);
  const content = { messageId, bodyJson, bodyMd5, attributes, senderId, groupId, traceHeader };
  target.add(content, target.now, target.queue.delaySeconds);
}
