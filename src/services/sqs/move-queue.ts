import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import { invalidMoveArn, missingParameter, moveResourceNotFound } from './errors.ts';
import { parseQueueArn, toQueueKey } from './queue-address.ts';
import type { Queue } from './queue.ts';
import { queues } from './store.ts';

/** The caller's own queue in this region that a redrive names. */
export async function requireMoveQueue(
  from: Snapshot,
  ctx: Pick<Context, 'accountId' | 'region'>,
  parameter: 'SourceArn' | 'DestinationArn',
  arn: string | undefined,
): Promise<Queue> {
  if (!arn) throw missingParameter(parameter);
  const address = parseQueueArn(arn);
  if (!address) throw invalidMoveArn(parameter);
  const isNear = address.accountId === ctx.accountId && address.region === ctx.region;
  const queue = isNear ? await queues.get(from, toQueueKey(address)) : undefined;
  if (!queue) throw moveResourceNotFound(parameter);
  return queue;
}
