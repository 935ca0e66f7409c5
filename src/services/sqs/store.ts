import type { Context } from '../../kernel/context.ts';
import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Snapshot } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import type { Backlog } from './backlog.ts';
import { queueDoesNotExist } from './errors.ts';
import { hiddenGroupCodec, type HiddenGroup } from './hidden-group.ts';
import { numbersCodec } from './numbers-codec.ts';
import type { Move } from './message.ts';
import type { MoveTask } from './move-task.ts';
import { parcelCodec, parcelOfOne } from './parcel-codec.ts';
import type { Parcel, Remnant } from './parcel.ts';
import { toQueueKey, type QueueAddress } from './queue-address.ts';
import type { Queue } from './queue.ts';

export const queues = table<Queue, 'deadLetterTarget'>('sqs/queue', {
  key: toQueueKey,
  indexes: {
    deadLetterTarget: (queue) => queue.redrivePolicy && [queue.redrivePolicy.deadLetterTargetArn, ...toQueueKey(queue)],
  },
  isReadOften: true,
});

/** A queue that is gone: its name rests for a minute. */
export interface DeletedQueue extends QueueAddress {
  readonly deletedAt: number;
}
export const deletedQueues = table<DeletedQueue>('sqs/deleted-queue', { key: toQueueKey });

export const backlogs = table<Backlog>('sqs/backlog', {
  key: (backlog) => [backlog.queueId],
  codec: numbersCodec([
    'arrived',
    'arrivedDelayed',
    'groups',
    'nextFresh',
    'hiddenFrom',
    'total',
    'delayed',
    'inFlight',
    'countedAt',
    'oldestSentAt',
    'freshParcel',
  ]),
  version: 2,
  // Each message had a row of its own.
  upgrade: (old: Backlog) => ({ ...old, freshParcel: old.nextFresh }),
});

/** In order of arrival, so that what was never received is one short run from `nextFresh` on. */
export const parcels = table<Parcel>('sqs/message', {
  key: (parcel) => [parcel.queueId, parcel.first],
  version: 2,
  upgrade: parcelOfOne,
  codec: parcelCodec,
});

export const remnants = table<Remnant>('sqs/remnant', {
  key: (remnant) => [remnant.queueId, remnant.parcel],
  codec: numbersCodec(['parcel', 'gone']),
});

/** In order of reappearance, so that what is due is one short run from the head. */
export const hiddenGroups = table<HiddenGroup>('sqs/hidden-group', {
  key: (hidden) => [hidden.queueId, hidden.visibleAt, hidden.group],
  version: 2,
  upgrade: (group: HiddenGroup) => group,
  codec: hiddenGroupCodec,
});

export const moves = table<Move>('sqs/move', {
  key: (move) => [move.queueId, move.number],
  codec: numbersCodec(['number', 'visibleAt', 'group']),
});

export const moveTasks = table<MoveTask>('sqs/move-task', {
  key: (task) => [task.sourceArn, task.startedAt, task.taskId],
});

export function requireQueue(
  from: Snapshot,
  ctx: Pick<Context, 'protocol'>,
  address: QueueAddress,
): MaybePromise<Queue> {
  return chain(queues.get(from, toQueueKey(address)), (queue) => {
    if (!queue) throw queueDoesNotExist(ctx);
    return queue;
  });
}
