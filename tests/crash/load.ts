import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { strToU8, zipSync } from 'fflate';
import { findDisagreements } from './agreement.ts';
import type { Ledger } from './ledger.ts';

const TABLE = 'crash';
const INDEX = 'byVersion';
const QUEUE = 'crash';
/** The queue that a mapping empties into the function. */
const MAPPED_QUEUE = 'crash-mapped';
const FUNCTION = 'crash';
const KEYS = 40;
const VISIBILITY_SECONDS = '2';
const LONGEST_DRAIN_MS = 240_000;

const HANDLER = `const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const dynamodb = new DynamoDBClient({});
exports.handler = async ({ id, Records = [] }) => {
  for (const one of id ? [id] : Records.map(({ body }) => body)) {
    await dynamodb.send(new PutItemCommand({ TableName: '${TABLE}', Item: { id: { S: one }, version: { N: '0' } } }));
  }
};`;

/** The mixed load, and the questions asked after each restart. */
export class CrashLoad {
  readonly #ledger: Ledger;
  readonly #dynamodb: DynamoDBClient;
  readonly #streams: DynamoDBStreamsClient;
  readonly #sqs: SQSClient;
  readonly #lambda: LambdaClient;
  readonly #iam: IAMClient;

  constructor(endpoint: string, ledger: Ledger) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const settings = { endpoint, region: 'us-east-1', maxAttempts: 1, credentials };
    this.#ledger = ledger;
    this.#dynamodb = new DynamoDBClient(settings);
    this.#streams = new DynamoDBStreamsClient(settings);
    this.#sqs = new SQSClient(settings);
    this.#lambda = new LambdaClient(settings);
    this.#iam = new IAMClient(settings);
  }

  async prepare(): Promise<void> {
    await this.#dynamodb.send(
      new CreateTableCommand({
        TableName: TABLE,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'version', AttributeType: 'N' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: INDEX,
            KeySchema: [{ AttributeName: 'version', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await this.#sqs.send(
      new CreateQueueCommand({ QueueName: QUEUE, Attributes: { VisibilityTimeout: VISIBILITY_SECONDS } }),
    );
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await this.#iam.send(new CreateRoleCommand({ RoleName: 'crash', AssumeRolePolicyDocument }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';
    await this.#iam.send(new AttachRolePolicyCommand({ RoleName: 'crash', PolicyArn }));
    await this.#lambda.send(
      new CreateFunctionCommand({
        FunctionName: FUNCTION,
        Role: Role!.Arn!,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ 'index.js': strToU8(HANDLER) }) },
        Timeout: 30,
      }),
    );
    await waitUntilFunctionActiveV2({ client: this.#lambda, maxWaitTime: 30 }, { FunctionName: FUNCTION });
    const Attributes = { VisibilityTimeout: '30' };
    await this.#sqs.send(new CreateQueueCommand({ QueueName: MAPPED_QUEUE, Attributes }));
    const EventSourceArn = `arn:aws:sqs:us-east-1:000000000000:${MAPPED_QUEUE}`;
    await this.#lambda.send(
      new CreateEventSourceMappingCommand({ FunctionName: FUNCTION, EventSourceArn, BatchSize: 10 }),
    );
  }

  /** Writes, sends, receives and invokes until the server is gone. */
  async run(round: number): Promise<void> {
    const url = await this.#queueUrl(QUEUE).catch(() => undefined);
    const mapped = await this.#queueUrl(MAPPED_QUEUE).catch(() => undefined);
    if (url === undefined || mapped === undefined) return;
    await Promise.all([
      untilGone((n) => this.#put(n)),
      untilGone((n) => this.#putTwo(`${round}-${n}`)),
      untilGone(() => this.#raise()),
      untilGone((n) => this.#send(url, `${round}-${n}`)),
      untilGone((n) => this.#send(url, `${round}-b${n}`)),
      untilGone(() => this.#receive(url)),
      untilGone((n) => this.#invoke(`invoked-${round}-${n}`)),
      untilGone((n) => this.#deliver(mapped, `delivered-${round}-${n}`)),
    ]);
  }

  /** What was acknowledged and is not there, and what is there by half. */
  async findLosses(): Promise<string[]> {
    const rows = await this.#scan();
    const losses: string[] = [];
    for (const [id, version] of this.#ledger.items) {
      const found = rows.get(id)?.['version']?.N;
      if (found === undefined || Number(found) < version) losses.push(`${id}: ${found} instead of ${version}`);
    }
    const raised = Number(rows.get('counter')?.['n']?.N ?? 0);
    const { raised: least, maybeRaised } = this.#ledger;
    if (raised < least || raised > least + maybeRaised)
      losses.push(`counter: ${raised} is not ${least} to ${least + maybeRaised}`);
    // The table's count is a row of its own, written in the same transaction as the item.
    const { Table } = await this.#dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
    const after = await this.#scan();
    if (rows.size === after.size && Table!.ItemCount !== rows.size)
      losses.push(`ItemCount ${Table!.ItemCount}, but ${rows.size} items`);
    const clients = { dynamodb: this.#dynamodb, streams: this.#streams };
    return [...losses, ...(await findDisagreements(clients, TABLE, INDEX))];
  }

  /** Takes everything out of the queue and waits for every promised invocation; answers what never came. */
  async drain(): Promise<string[]> {
    const url = await this.#queueUrl(QUEUE);
    const { messages, invocations, deliveries } = this.#ledger;
    const seen = new Set<string>();
    const missing = async () => [
      ...[...messages].filter((body) => !seen.has(body)),
      ...[...invocations, ...deliveries].filter((id) => !rows.has(id)),
    ];
    let rows = await this.#scan();
    for (const endsAt = Date.now() + LONGEST_DRAIN_MS; Date.now() < endsAt && (await missing()).length > 0;) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      for (const { Body, ReceiptHandle } of Messages) {
        seen.add(Body!);
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
      rows = await this.#scan();
    }
    return missing();
  }

  async #put(n: number): Promise<void> {
    const id = `item-${n % KEYS}`;
    const version = (this.#ledger.items.get(id) ?? 0) + 1;
    const body = { S: `${version}`.repeat(100) };
    await this.#dynamodb.send(
      new PutItemCommand({ TableName: TABLE, Item: { id: { S: id }, version: { N: `${version}` }, body } }),
    );
    this.#ledger.items.set(id, version);
  }

  async #putTwo(name: string): Promise<void> {
    const ids = [`left-${name}`, `right-${name}`];
    const puts = ids.map((id) => ({ PutRequest: { Item: { id: { S: id }, version: { N: '1' } } } }));
    await this.#dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: puts } }));
    for (const id of ids) this.#ledger.items.set(id, 1);
  }

  async #raise(): Promise<void> {
    this.#ledger.maybeRaised++;
    await this.#dynamodb.send(
      new UpdateItemCommand({
        TableName: TABLE,
        Key: { id: { S: 'counter' } },
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    this.#ledger.maybeRaised--;
    this.#ledger.raised++;
  }

  async #send(QueueUrl: string, MessageBody: string): Promise<void> {
    await this.#sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    // It may have been received and deleted before its own answer came back.
    if (!this.#ledger.deleting.has(MessageBody)) this.#ledger.messages.add(MessageBody);
  }

  async #receive(QueueUrl: string): Promise<void> {
    const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 2 }));
    for (const { Body, ReceiptHandle } of Messages) {
      // From here on it may be gone, answered or not.
      this.#ledger.messages.delete(Body!);
      this.#ledger.deleting.add(Body!);
      await this.#sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }

  async #invoke(id: string): Promise<void> {
    const Payload = JSON.stringify({ id });
    await this.#lambda.send(new InvokeCommand({ FunctionName: FUNCTION, InvocationType: 'Event', Payload }));
    this.#ledger.invocations.add(id);
  }

  /** A message that the mapping must bring to the function, which leaves an item. */
  async #deliver(QueueUrl: string, id: string): Promise<void> {
    await this.#sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: id }));
    this.#ledger.deliveries.add(id);
  }

  async #queueUrl(QueueName: string): Promise<string> {
    const { QueueUrl } = await this.#sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl!;
  }

  async #scan(): Promise<Map<string, Record<string, AttributeValue>>> {
    const rows = new Map<string, Record<string, AttributeValue>>();
    for await (const page of paginateScan({ client: this.#dynamodb }, { TableName: TABLE, ConsistentRead: true })) {
      for (const item of page.Items ?? []) rows.set(item['id']!.S!, item);
    }
    return rows;
  }
}

/** Repeats `step` until the connection fails; an error that the cloud answered is a failure of the test. */
async function untilGone(step: (n: number) => Promise<void>): Promise<void> {
  for (let n = 0; ; n++) {
    try {
      await step(n);
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined) throw error;
      return;
    }
  }
}
