import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { Lab, LabEnvironment } from '../lab.ts';
import {
  createBackend,
  createClients,
  deleteBackend,
  NAMES,
  PROCESSOR,
  SIMULATOR,
  TABLE,
  type Clients,
} from './resources.ts';

export interface OrdersResult {
  readonly sent: number;
  readonly stored: number;
  /** Each order found in the dead-letter queue, and what the processor said of it. */
  readonly deadLettered: readonly { readonly id: number; readonly reason: string }[];
}

/** Three receives, 30 seconds of visibility timeout between them, and a margin. */
const LONGEST_WAIT_MS = 180_000;
const STEP_MS = 1000;

export const ordersLab: Lab<OrdersResult> = {
  name: 'orders',
  summary: '20 orders through a queue and a function into a table; bad ones to the dead-letter queue',
  names: NAMES,
  run: runOrders,
  report: toReport,
  cleanUp: (environment) => deleteBackend(createClients(environment)),
};

async function runOrders(environment: LabEnvironment): Promise<OrdersResult> {
  const clients = createClients(environment);
  environment.progress(0, 20, 'creating queues, table, roles and functions');
  const { deadLetterQueueUrl } = await createBackend(clients);

  environment.progress(0, 20, 'sending orders');
  const sent = await simulateOrders(clients);

  const dead = new Map<number, Message>();
  let stored = 0;
  for (let waited = 0; stored + dead.size < sent && waited <= LONGEST_WAIT_MS; waited += STEP_MS) {
    await environment.pass(STEP_MS);
    stored = await countItems(clients);
    for (const message of await drain(clients, deadLetterQueueUrl)) dead.set(toOrderId(message), message);
    environment.progress(stored + dead.size, sent, `${stored} stored, ${dead.size} dead-lettered`);
  }

  const reasons = await findReasons(clients);
  const deadLettered = [...dead.keys()]
    .sort((a, b) => a - b)
    .map((id) => ({ id, reason: reasons.get(id) ?? 'the processor gave no reason' }));
  return { sent, stored, deadLettered };
}

async function simulateOrders({ lambda }: Clients): Promise<number> {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: SIMULATOR, Payload: '{}' }));
  const payload = Buffer.from(answer.Payload!).toString();
  if (answer.FunctionError) throw new Error(`${SIMULATOR} failed: ${payload}`);
  return (JSON.parse(payload) as { sent: number }).sent;
}

async function countItems({ dynamodb }: Clients): Promise<number> {
  const { Count } = await dynamodb.send(new ScanCommand({ TableName: TABLE, Select: 'COUNT', ConsistentRead: true }));
  return Count!;
}

async function drain({ sqs }: Clients, QueueUrl: string): Promise<Message[]> {
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages ?? [];
}

const toOrderId = (message: Message) => (JSON.parse(message.Body!) as { id: number }).id;

/** The processor logs one JSON line for each order that it rejects. */
async function findReasons({ logs }: Clients): Promise<Map<number, string>> {
  const { events } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${PROCESSOR}`, filterPattern: '{ $.rejected = * }' }),
  );
  const lines = (events ?? []).map((event) => JSON.parse(event.message!) as { rejected: number; reason: string });
  return new Map(lines.map(({ rejected, reason }) => [rejected, reason]));
}

function toReport({ sent, stored, deadLettered }: OrdersResult): { text: string; addsUp: boolean } {
  const addsUp = sent === 20 && stored + deadLettered.length === sent;
  const text = [
    `sent           ${String(sent).padStart(3)}`,
    `stored         ${String(stored).padStart(3)}   in the table ${TABLE}`,
    `dead-lettered  ${String(deadLettered.length).padStart(3)}   in the dead-letter queue`,
    ...deadLettered.map(({ id, reason }) => `  order ${String(id).padStart(2)}  ${reason}`),
    addsUp
      ? `${stored} + ${deadLettered.length} = ${sent}: every order is accounted for.`
      : 'The figures do not add up.',
  ].join('\n');
  return { text, addsUp };
}
