import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { REPOSITORY, type TestRuntimes, testRuntimes } from './support.ts';
import { botoVersion, pythons } from './support-python.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly target: string | undefined;
  readonly authorization: string;
  readonly token: string | undefined;
}

/** Notes what the SDKs send, and answers enough for them to be content. */
let server: Server;
let seen: Seen[] = [];
let runtimes: TestRuntimes;

beforeAll(async () => {
  server = createServer((message, response) => {
    seen.push(toSeen(message));
    message.resume();
    response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end('{"TableNames":["orders"]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  runtimes = await testRuntimes();
  runtimes.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await runtimes[Symbol.asyncDispose]();
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  seen = [];
});

const v3 = `const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');
  exports.handler = async () => (await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames;`;
const v2 = `const AWS = require('aws-sdk');
  exports.handler = async () => (await new AWS.DynamoDB().listTables().promise()).TableNames;`;

describe('SDK for JavaScript', () => {
  test('version 3 is there for CommonJS and reaches Cirro with the role’s credentials', async () => {
    const { answer, result } = await runtimes.run(v3);
    expect(answer).toEqual(['orders']);
    expect(seen[0]).toMatchObject({ target: 'DynamoDB_20120810.ListTables', token: 'token' });
    expect(seen[0]!.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\//);
    expect(result.logTail).not.toMatch(/Warning/);
  });

  test('version 3 is there for ES modules, the document client and the helpers too', async () => {
    const spec = await runtimes.create({
      'index.mjs': `import { ListTablesCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
        import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
        import { marshall } from '@aws-sdk/util-dynamodb';
        import { fromEnv } from '@aws-sdk/credential-provider-env';
        const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
        export const handler = async () => [
          (await client.send(new ListTablesCommand({}))).TableNames, typeof GetCommand, marshall({ a: 1 }), (await fromEnv()()).accessKeyId ];`,
    });
    const { answer } = await runtimes.invoke(spec);
    expect(answer).toEqual([['orders'], 'function', { a: { N: '1' } }, 'ASIAEXAMPLE']);
  });

  test.each(['client-sqs', 'client-s3', 'client-lambda', 'client-sts', 'client-iam', 'client-cloudwatch-logs'])(
    '%s is there',
    async (name) => {
      const { answer } = await runtimes.run(
        `const sdk = require('@aws-sdk/${name}'); exports.handler = async () => Object.keys(sdk).length`,
      );
      expect(answer).toBeGreaterThan(10);
    },
  );

  test('S3 buckets are in the path, not in the host name', async () => {
    await runtimes.run(`const { S3Client, HeadObjectCommand } = require('@aws-sdk/client-s3');
      exports.handler = async () => { await new S3Client({}).send(new HeadObjectCommand({ Bucket: 'shop', Key: 'a/b' })) }`);
    expect(seen[0]).toMatchObject({ method: 'HEAD', url: '/shop/a/b' });
  });

  test('version 2 is there up to nodejs16.x and reaches Cirro without a warning', async () => {
    const { answer, result } = await runtimes.run(v2, { runtime: 'nodejs16.x' });
    expect(answer).toEqual(['orders']);
    expect(seen[0]).toMatchObject({ target: 'DynamoDB_20120810.ListTables', token: 'token' });
    await runtimes.run(
      `const AWS = require('aws-sdk'); const s3 = new AWS.S3();
        exports.handler = (event, context, callback) => s3.headObject({ Bucket: 'shop', Key: 'k' }, (error) => callback(error, 'ok'))`,
      { runtime: 'nodejs12.x' },
    );
    expect(seen[1]).toMatchObject({ method: 'HEAD', url: '/shop/k' });
    expect(result.logTail).not.toMatch(/maintenance|Warning/);
  });

  test('single clients of version 2 reach Cirro', async () => {
    const code = `const DynamoDB = require('aws-sdk/clients/dynamodb');
      exports.handler = async () => (await new DynamoDB.DocumentClient().scan({ TableName: 'orders' }).promise()).Items ?? null`;
    await runtimes.run(code, { runtime: 'nodejs16.x' });
    expect(seen[0]).toMatchObject({ target: 'DynamoDB_20120810.Scan' });
  });

  test('version 2 in the function’s own package reaches Cirro as well', async () => {
    const folder = join(createRequire(join(REPOSITORY, 'package.json')).resolve('aws-sdk/package.json'), '..');
    const spec = await runtimes.create({
      'index.js': v2,
      'node_modules/aws-sdk/index.js': `module.exports = require(${JSON.stringify(folder)})`,
    });
    expect((await runtimes.invoke(spec)).answer).toEqual(['orders']);
  });

  test('an endpoint that the function chooses is left alone', async () => {
    const { answer } = await runtimes.run(
      `const AWS = require('aws-sdk'); exports.handler = async () => new AWS.SQS({ endpoint: 'http://queue.example:99' }).endpoint.href`,
      { runtime: 'nodejs16.x' },
    );
    expect(answer).toBe('http://queue.example:99/');
  });

  test('the function’s own packages go before the runtime’s', async () => {
    const spec = await runtimes.create({
      'index.js': `exports.handler = async () => require('@aws-sdk/client-dynamodb')`,
      'node_modules/@aws-sdk/client-dynamodb/index.js': `module.exports = 'own'`,
    });
    expect((await runtimes.invoke(spec)).answer).toBe('own');
  });

  test.each([
    [v2, 'nodejs18.x', "Error: Cannot find module 'aws-sdk'", 'carry version 3 of the AWS SDK'],
    [v3, 'nodejs16.x', "Error: Cannot find module '@aws-sdk/client-dynamodb'", 'carry version 2 of the AWS SDK'],
    [
      `require('@aws-sdk/client-braket'); exports.handler = async () => 1`,
      'nodejs20.x',
      "Error: Cannot find module '@aws-sdk/client-braket'",
      'npm install @aws-sdk/client-braket',
    ],
  ])('a version that the runtime does not carry (%#)', async (code, runtime, message, hint) => {
    const { answer } = await runtimes.run(code, { runtime });
    expect(answer.errorType).toBe('Runtime.ImportModuleError');
    expect(answer.errorMessage).toContain(message);
    expect(runtimes.messages().some((line) => line.startsWith('Cirro: ') && line.includes(hint))).toBe(true);
  });

  test('nothing else of ours is there', async () => {
    const { answer } = await runtimes.run(`exports.handler = async () => {
      try { require('typescript'); return 'found' } catch (error) { return error.code } }`);
    expect(answer).toBe('MODULE_NOT_FOUND');
  });
});

describe.each(pythons)('boto3 of %s', (python) => {
  const version = botoVersion(python);
  if (version === undefined) console.warn(`Skipped: tests of boto3 with ${python}, which has none.`);

  test.skipIf(version === undefined)('reaches Cirro with the role’s credentials', async () => {
    await using own = await testRuntimes({ python });
    own.endpoint = runtimes.endpoint;
    const { answer, result } = await own.run(
      `import boto3
client = boto3.client('dynamodb')
table = boto3.resource('dynamodb').Table('orders')
def handler(event, context):
  names = client.list_tables()['TableNames']
  table.scan()
  return names`,
      { runtime: 'python3.12' },
    );
    expect(result.functionError).toBeUndefined();
    expect(answer).toEqual(['orders']);
    expect(seen.map(({ target }) => target)).toEqual(['DynamoDB_20120810.ListTables', 'DynamoDB_20120810.Scan']);
    expect(seen[0]!.authorization).toContain('Credential=ASIAEXAMPLE/');
    expect(seen[0]!.token).toBe('token');
  });

  test.skipIf(version === undefined)('does so in a program that the function starts', async () => {
    await using own = await testRuntimes({ python });
    own.endpoint = runtimes.endpoint;
    const { answer } = await own.run(
      `import subprocess, sys
def handler(event, context):
  code = "import boto3; print(boto3.client('dynamodb').list_tables()['TableNames'])"
  return subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout`,
      { runtime: 'python3.12' },
    );
    expect(answer).toBe("['orders']\n");
  });
});

const toSeen = (message: IncomingMessage): Seen => ({
  method: message.method ?? '',
  url: message.url?.replace(/\?.*/, '') ?? '',
  host: message.headers.host ?? '',
  target: message.headers['x-amz-target'] as string | undefined,
  authorization: message.headers.authorization ?? '',
  token: message.headers['x-amz-security-token'] as string | undefined,
});
