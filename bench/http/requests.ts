import { call, jsonRequest } from '../support/aws-request.ts';
import { load, type Load } from '../support/load.ts';
import { median, type Result } from '../support/result.ts';
import { startBare, startCirro } from '../support/servers.ts';

const CONNECTIONS = 32;
const SECONDS = 2;
const ROUNDS = 3;
const BATCH = 10;

interface Row {
  readonly name: string;
  readonly goal: number;
  /** Bytes of a typical answer, which the bare server answers as well. */
  readonly answerBytes: number;
  readonly request: (n: number) => string;
}

/** Requests per second through HTTP over a bare `node:http` server that reads the same body and answers as many bytes. */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  await prepare(cirro.port);
  const results: Result[] = [];
  for (const row of rows(cirro.port)) {
    await using bare = await startBare(row.answerBytes);
    const ours: number[] = [];
    const theirs: number[] = [];
    // Interleaved, so that both see the same machine.
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await rate({ ...options(bare.port), request: row.request }));
      ours.push(await rate({ ...options(cirro.port), request: row.request }));
    }
    const ratio = median(ours) / median(theirs);
    results.push({ name: row.name, value: median(ours), unit: 'req/s', ratio, goal: { atLeast: row.goal } });
  }
  results.push(await receiveAndDelete(cirro.port));
  return results;
}

const options = (port: number) => ({ port, connections: CONNECTIONS, seconds: SECONDS });

async function rate(options: Load): Promise<number> {
  const { perSecond, failures } = await load(options);
  if (failures > 0) throw new Error(`${failures} requests failed`);
  return perSecond;
}

const kilobyte = (n: number) => `${n}-`.padEnd(1000, String(n));

async function prepare(port: number): Promise<void> {
  await call(port, 'dynamodb', 'CreateTable', {
    TableName: 'bench',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  for (let n = 0; n < 1000; n++) {
    await call(port, 'dynamodb', 'PutItem', {
      TableName: 'bench',
      Item: { id: { S: `item-${n}` }, body: { S: kilobyte(n) } },
    });
  }
  await call(port, 'sqs', 'CreateQueue', { QueueName: 'bench' });
}

const rows = (port: number): readonly Row[] => [
  {
    name: 'GetItem (1 KB)',
    goal: 0.45,
    answerBytes: 1050,
    request: (n) => jsonRequest('dynamodb', 'GetItem', { TableName: 'bench', Key: { id: { S: `item-${n % 1000}` } } }),
  },
  {
    name: 'PutItem (1 KB), durable',
    goal: 0.3,
    answerBytes: 2,
    request: (n) =>
      jsonRequest('dynamodb', 'PutItem', {
        TableName: 'bench',
        Item: { id: { S: `put-${n}` }, body: { S: kilobyte(n) } },
      }),
  },
  {
    name: 'SendMessage (1 KB), durable',
    goal: 0.3,
    answerBytes: 120,
    request: (n) =>
      jsonRequest('sqs', 'SendMessage', {
        QueueUrl: `http://127.0.0.1:${port}/000000000000/bench`,
        MessageBody: kilobyte(n),
      }),
  },
];

interface Received {
  readonly Messages?: readonly { readonly ReceiptHandle: string }[];
}

const RECEIVE_ANSWER_BYTES = 13_500;
const DELETE_ANSWER_BYTES = 140;

/** Each connection receives ten and deletes them, in turn; a call is a request, and the reference answers as many bytes. */
async function receiveAndDelete(port: number): Promise<Result> {
  const QueueUrl = `http://127.0.0.1:${port}/000000000000/bench`;
  await using bare = await startBare(RECEIVE_ANSWER_BYTES);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await rate({ ...options(port), ...receiver(QueueUrl, false) }));
    theirs.push(await rate({ ...options(bare.port), ...receiver(QueueUrl, true) }));
  }
  const ratio = median(ours) / median(theirs);
  return { name: 'Receive + Delete of 10', value: median(ours), unit: 'req/s', ratio, goal: { atLeast: 0.25 } };
}

/** What a connection sends next follows from what it was answered; the bare server is sent handles of the same length. */
function receiver(QueueUrl: string, isBare: boolean): Pick<Load, 'request' | 'onAnswer'> {
  const handles = new Map<number, readonly string[]>();
  const made = Array.from({ length: BATCH }, (_, n) => `handle-${n}`.padEnd(200, '='));
  const bytes = (count: number) => (isBare ? `X-Answer-Bytes: ${count}\r\n` : '');
  return {
    request: (_n, connection) => {
      const received = handles.get(connection);
      handles.delete(connection);
      if (!received) {
        return jsonRequest(
          'sqs',
          'ReceiveMessage',
          { QueueUrl, MaxNumberOfMessages: BATCH },
          bytes(RECEIVE_ANSWER_BYTES),
        );
      }
      const Entries = received.map((ReceiptHandle, n) => ({ Id: String(n), ReceiptHandle }));
      return jsonRequest('sqs', 'DeleteMessageBatch', { QueueUrl, Entries }, bytes(DELETE_ANSWER_BYTES));
    },
    onAnswer: (body, connection) => {
      if (isBare) {
        if (body.length > DELETE_ANSWER_BYTES) handles.set(connection, made);
        return;
      }
      const { Messages } = JSON.parse(body.toString()) as Received;
      if (Messages && Messages.length > 0)
        handles.set(
          connection,
          Messages.map(({ ReceiptHandle }) => ReceiptHandle),
        );
    },
  };
}
