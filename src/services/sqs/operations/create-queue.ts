import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { checkDeadLetterTarget } from '../dead-letter-target.ts';
import { fifoNotSupported, invalidParameterValue, queueDeletedRecently, queueNameExists } from '../errors.ts';
import { NAME_REUSE_SECONDS } from '../limits.ts';
import {
  isFifoName,
  isStandardName,
  toQueueKey,
  toQueueLane,
  toQueueUrl,
  type QueueAddress,
} from '../queue-address.ts';
import { findDifference } from '../queue-attributes.ts';
import { applyAttributes, type AttributeTexts } from '../queue-settings.ts';
import { DEFAULT_SETTINGS, type Queue } from '../queue.ts';
import { deletedQueues, queues } from '../store.ts';
import { checkTags } from '../tags.ts';

export const createQueue: Operation<'CreateQueue'> = async (ctx, input) => {
  const attributes = input.Attributes ?? {};
  const name = checkName(input.QueueName, attributes);
  const settings = applyAttributes(DEFAULT_SETTINGS, attributes);
  const tags = checkTags(name, {}, input.tags ?? {});
  const address: QueueAddress = { accountId: ctx.accountId, region: ctx.region, name };
  const queueId = ctx.random.string(16);

  await ctx.transact(toQueueLane(address), async (tx) => {
    const existing = await queues.get(tx, toQueueKey(address));
    if (existing) {
      refuseOther(existing, attributes);
      return;
    }
    await checkNameRests(tx, address);
    const queue: Queue = {
      ...address,
      ...settings,
      queueId,
      createdAt: tx.now,
      lastModifiedAt: tx.now,
      purgedAt: undefined,
      tags,
    };
    await checkDeadLetterTarget(tx, queue);
    queues.insert(tx, queue);
  });
  return { QueueUrl: toQueueUrl(ctx.endpoint, address) };
};

function checkName(name: string | undefined, attributes: AttributeTexts): string {
  if (name === undefined)
    throw invalidParameterValue('Value for parameter QueueName is invalid. Reason: Must specify a queue name.');
  if (name === '') throw invalidParameterValue('Queue name cannot be empty');
  if (attributes['FifoQueue'] === 'true' && isFifoName(name)) throw fifoNotSupported();
  if (!isStandardName(name)) {
    throw invalidParameterValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  return name;
}

/** Creating a queue again gives its URL, unless an attribute of the request says otherwise than the queue. */
function refuseOther(existing: Queue, attributes: AttributeTexts): void {
  const difference = findDifference(existing, applyAttributes(existing, attributes), Object.keys(attributes));
  if (difference !== undefined) throw queueNameExists(difference);
}

async function checkNameRests(from: Snapshot, address: QueueAddress): Promise<void> {
  const deleted = await deletedQueues.get(from, toQueueKey(address));
  if (deleted && from.now < deleted.deletedAt + NAME_REUSE_SECONDS * 1000) throw queueDeletedRecently();
}
