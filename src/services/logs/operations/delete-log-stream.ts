import type { Operation } from '../api.ts';
import { identityOf, requireGroup, requireStream, streamLane, streams } from '../store.ts';

/** The stream is gone at once; its events are taken off the disk by a task. */
export const deleteLogStream: Operation<'DeleteLogStream'> = async (ctx, input) => {
  const identity = identityOf(ctx, input.logGroupName!);

  return ctx.transact(streamLane(identity, input.logStreamName!), async (tx) => {
    const group = await requireGroup(tx, identity);
    const stream = await requireStream(tx, group, input.logStreamName!);
    streams.remove(tx, stream);
    const { accountId, region, groupId } = group;
    tx.enqueue({ type: 'logs.purgeStream', payload: { accountId, region, groupId, streamId: stream.streamId } });
    return {};
  });
};
