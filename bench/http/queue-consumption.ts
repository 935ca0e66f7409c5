import { call } from '../support/aws-request.ts';
import { load } from '../support/load.ts';
import { consumer, fill } from '../support/queue-load.ts';
import { median, type Result } from '../support/result.ts';
import { startCirro } from '../support/servers.ts';

const MESSAGES = 1_000_000;
const CONNECTIONS = 32;
const FILL_SECONDS = 5;
const SLICE_SECONDS = 1;

/** A million messages of 1 KB received and deleted ten at a time: what it costs at the beginning and at the end. */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  await call(cirro.port, 'sqs', 'CreateQueue', { QueueName: 'bench' });
  const queueUrl = `http://127.0.0.1:${cirro.port}/000000000000/bench`;
  let filled = 0;
  while (filled < MESSAGES) filled += await fill(cirro.port, queueUrl, FILL_SECONDS);

  const { counts, ...traffic } = consumer(queueUrl);
  const consume = () => load({ port: cirro.port, connections: CONNECTIONS, seconds: SLICE_SECONDS, ...traffic });
  const microseconds: number[] = [];
  for (;;) {
    const before = counts.deleted;
    const startedAt = performance.now();
    await consume();
    // The slice in which the queue runs dry says nothing.
    if (counts.empty > 0) break;
    microseconds.push(((performance.now() - startedAt) * 1000) / (counts.deleted - before));
  }
  // Once more: some connections had messages that were not deleted yet.
  await consume();
  if (filled !== counts.deleted) throw new Error(`${filled} messages were sent and ${counts.deleted} deleted`);

  const part = Math.max(1, Math.floor(microseconds.length / 5));
  const first = median(microseconds.slice(0, part));
  const last = median(microseconds.slice(-part));
  return [
    { name: 'messages sent, received and deleted', value: counts.deleted, unit: '' },
    { name: 'receiving and deleting a message, first fifth', value: first, unit: 'µs' },
    {
      name: 'receiving and deleting a message, last fifth',
      value: last,
      unit: 'µs',
      ratio: last / first,
      goal: { atMost: 1.3 },
    },
  ];
}
