import type { Context } from '../../kernel/context.ts';
import type { Task } from '../../storage/storage.ts';
import type { SqsState } from './state.ts';
import { MOVE_MESSAGES, moveSome, type MoveMessages } from './move-messages.ts';
import type { Queue } from './queue.ts';
import { backlogs, hiddenGroups, moves, parcels, remnants } from './store.ts';

const DROP_MESSAGES = 'sqs.dropMessages';

/** A transaction drops no more than this, so that bodies of a megabyte do not fill the memory. */
const DROPPED_AT_ONCE = 50;

interface DropMessages {
  readonly queueId: string;
}

/** After a purge or a deletion nobody can see these messages: what remains is to free their space. */
export const dropMessages = ({ queueId }: Queue): Task => ({
  type: DROP_MESSAGES,
  payload: { queueId } satisfies DropMessages,
});

export const tasks = {
  async [DROP_MESSAGES](ctx: Context<SqsState>, { queueId }: DropMessages): Promise<void> {
    let isDone = false;
    while (!isDone && !ctx.signal.aborted) isDone = await dropSome(ctx, queueId);
  },
  [MOVE_MESSAGES]: (ctx: Context<SqsState>, payload: MoveMessages): Promise<void> => moveSome(ctx, payload),
};

function dropSome(ctx: Context, queueId: string): Promise<boolean> {
  const range = { prefix: [queueId], limit: DROPPED_AT_ONCE };
  return ctx.transact(['sqs', 'drop', queueId], async (tx) => {
    let dropped = 0;
    for (const table of [parcels, remnants, hiddenGroups, moves, backlogs]) {
      const rows = await table.list(tx, range);
      for (const row of rows) table.remove(tx, row as never);
      dropped += rows.length;
    }
    return dropped === 0;
  });
}
