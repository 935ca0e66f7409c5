import type { Operation } from '../api.ts';
import { logStreamExists } from '../errors.ts';
import { requireValidName } from '../log-group.ts';
import { identityOf, requireGroup, streamLane, streams } from '../store.ts';

export const createLogStream: Operation<'CreateLogStream'> = async (ctx, input) => {
  const identity = identityOf(ctx, input.logGroupName!);
  const name = input.logStreamName!;
  requireValidName(name);
  const streamId = ctx.random.string(16, '0123456789abcdef');

  return ctx.transact(streamLane(identity, name), async (tx) => {
    const { groupId } = await requireGroup(tx, identity);
    if (await streams.get(tx, [groupId, name])) throw logStreamExists();
    streams.insert(tx, { groupId, name, streamId, createdAt: tx.now, batches: 0 });
    return {};
  });
};
