import type { Snapshot } from '../../storage/storage.ts';
import { invalidValue } from './errors.ts';
import { parseQueueArn, toQueueArn, toQueueKey } from './queue-address.ts';
import type { Queue } from './queue.ts';
import { mayRedriveTo, parseRedriveAllowPolicy } from './redrive-allow-policy.ts';
import { formatRedrivePolicy } from './redrive-policy.ts';
import { queues } from './store.ts';

/** A dead-letter queue is there, in the same account and region, and lets this queue use it. */
export async function checkDeadLetterTarget(from: Snapshot, source: Queue): Promise<void> {
  const { redrivePolicy } = source;
  if (!redrivePolicy) return;
  const refuse = (reason: string) => invalidValue(formatRedrivePolicy(redrivePolicy), 'RedrivePolicy', reason);
  const address = parseQueueArn(redrivePolicy.deadLetterTargetArn);
  const isNear = address?.accountId === source.accountId && address.region === source.region;
  const target = isNear ? await queues.get(from, toQueueKey(address)) : undefined;
  if (!target) throw refuse('Dead letter target does not exist.');

  const allowed = parseRedriveAllowPolicy(target.texts.RedriveAllowPolicy ?? '');
  if (!mayRedriveTo(allowed, toQueueArn(source)))
    throw refuse('The redrive allow policy of the dead letter target does not allow this queue to use it.');
}
