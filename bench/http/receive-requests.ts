import { call } from '../support/aws-request.ts';
import { load } from '../support/load.ts';
import { BATCH, consumer, fill, kilobyte, type Consumer } from '../support/queue-load.ts';
import { median, type Result } from '../support/result.ts';
import { startBare, startCirro } from '../support/servers.ts';

const CONNECTIONS = 32;
const SECONDS = 2;
const ROUNDS = 3;
const DELETE_ANSWER_BYTES = 140;
/** A fill must be more than what can be received in a round: a receive that finds nothing is no receive of ten. */
const FILL_SECONDS = 2 * SECONDS;
const MOST_EMPTY = 0.01;

/**
 * Receives and deletions of ten messages of 1 KB from a queue with a backlog, a request each, over a bare `node:http`
 * server that is sent the same and answers as many bytes.
 */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  await call(cirro.port, 'sqs', 'CreateQueue', { QueueName: 'bench' });
  const queueUrl = `http://127.0.0.1:${cirro.port}/000000000000/bench`;
  await fill(cirro.port, queueUrl, 1);
  const answer = JSON.stringify(await call(cirro.port, 'sqs', 'ReceiveMessage', receiveTen(queueUrl)));
  if (answer.length < BATCH * kilobyte(0).length) throw new Error('the queue was not filled');
  await using bare = await startBare(answer);

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await fill(cirro.port, queueUrl, FILL_SECONDS);
    theirs.push(await rate(bare.port, consumer(queueUrl, bareHeaders(answer.length))));
    ours.push(await rate(cirro.port, consumer(queueUrl)));
  }
  const ratio = median(ours) / median(theirs);
  return [{ name: 'Receive + Delete of 10', value: median(ours), unit: 'req/s', ratio, goal: { atLeast: 0.25 } }];
}

const receiveTen = (QueueUrl: string) => ({ QueueUrl, MaxNumberOfMessages: BATCH });

const bareHeaders = (receiveAnswerBytes: number) => (isReceive: boolean) =>
  `X-Answer-Bytes: ${isReceive ? receiveAnswerBytes : DELETE_ANSWER_BYTES}\r\n`;

async function rate(port: number, consuming: Consumer): Promise<number> {
  const { perSecond, failures } = await load({ port, connections: CONNECTIONS, seconds: SECONDS, ...consuming });
  if (failures > 0) throw new Error(`${failures} requests failed`);
  const { empty } = consuming.counts;
  if (empty > perSecond * SECONDS * MOST_EMPTY) throw new Error(`${empty} receives found nothing`);
  return perSecond;
}
