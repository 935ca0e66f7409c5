import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { signedHeaders, testCloud, type TestCloud } from '../../support/cloud.ts';
import { changesNothing, FORM, furnish, jsonCall, send, sendBytes } from './wire.ts';

/** The most that `src/gateway/body.ts` reads. */
const LIMIT_BYTES = 128 * 1024 * 1024;

test.each([
  ['garbage', 'asdf\r\n\r\n', 400],
  ['a TLS greeting', Buffer.from('1603010200010001fc0303', 'hex'), 400],
  ['nothing but zeros', Buffer.alloc(64), 400],
  ['a header with a space in its name', 'GET / HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n', 400],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['headers of more than 64 KB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
  ['a length that is none', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n{}', 400],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a chunk that is none', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
] as const)('%s on the socket gets a plain no, and the connection ends', async (_, bytes, status) => {
  await using cloud = await testCloud();
  await changesNothing(cloud, async () => {
    expect(await sendBytes(cloud.endpoint, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});

test('a client that hangs up half-way has done nothing', async () => {
  await using cloud = await testCloud();
  const QueueUrl = await furnish(cloud);
  const body = JSON.stringify({ QueueUrl, MessageBody: 'half' });
  await changesNothing(cloud, async () => {
    // Once with a length that is not reached, once in the middle of a chunk, once without even a body.
    await hangUp(cloud, [`content-length: ${body.length + 10}`], body);
    await hangUp(cloud, ['transfer-encoding: chunked'], `${(body.length + 10).toString(16)}\r\n${body}`);
    await hangUp(cloud, ['content-length: 100'], '');
  });
  const { Messages } = await cloud.client(SQSClient).send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toBeUndefined();
});

test('a client that hangs up during a long poll loses no message', async () => {
  await using cloud = await testCloud();
  const QueueUrl = await furnish(cloud);
  const sqs = cloud.client(SQSClient);
  const gone = new AbortController();
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), { abortSignal: gone.signal });
  gone.abort();
  await expect(poll).rejects.toMatchObject({ name: 'AbortError' });
  const sent = await cloud.fetch('/', {
    service: 'sqs',
    headers: jsonCall('AmazonSQS.SendMessage'),
    body: JSON.stringify({ QueueUrl, MessageBody: 'kept' }),
  });
  expect(sent.status).toBe(200);
  await cloud.clock.advance({ seconds: 60 });
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toMatchObject([{ Body: 'kept' }]);
});

test.each([
  ['JSON', jsonCall('AmazonSQS.SendMessage'), /^{"__type":"com.amazon.coral.service#RequestEntityTooLargeException",/],
  [
    'Query',
    { ...FORM, ...signedHeaders('iam') },
    /<Code>RequestEntityTooLargeException<\/Code><Message>Request must be/,
  ],
  ['REST', signedHeaders('lambda'), /^{"Message":"Request must be smaller than 134217728 bytes\."}|^{"message":/],
  ['nothing known', {}, /^{"__type":"RequestEntityTooLargeException"/],
])('a body that says it is too large is refused in the form of %s', async (_, headers, expected) => {
  await using cloud = await testCloud();
  const lines = { ...headers, 'content-length': String(LIMIT_BYTES + 1) };
  const socket = await open(cloud, '/some', lines);
  const answer = await answerOn(socket);
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
  expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toMatch(expected);
  socket.destroy();
});

test('a body that turns out too large is refused, and its connection serves the next request', async () => {
  await using cloud = await testCloud();
  await changesNothing(cloud, async () => {
    const headers = { ...jsonCall('AmazonSQS.SendMessage'), 'transfer-encoding': 'chunked' };
    const socket = await open(cloud, '/', headers);
    const answer = answerOn(socket);
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let sent = 0; sent <= LIMIT_BYTES; sent += chunk.length) {
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      if (!socket.write('\r\n')) await once(socket, 'drain');
    }
    expect(await answer).toMatch(/^HTTP\/1.1 413 [^]*RequestEntityTooLargeException/);
    const next = answerOn(socket);
    socket.write(`0\r\n\r\nGET /_cirro/health HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(await next).toMatch(/^HTTP\/1.1 200 [^]*"ready":true/);
    socket.destroy();
  });
});

test('the control API refuses what is too large, no JSON, or nothing it knows', async () => {
  await using cloud = await testCloud();
  const { endpoint } = cloud;
  const clock = (body: string) => send(endpoint, { path: '/_cirro/clock', body });
  const before = cloud.clock.now();
  const lines = { 'content-length': String(LIMIT_BYTES + 1) };
  const socket = await open(cloud, '/_cirro/clock', lines);
  expect(await answerOn(socket)).toMatch(/^HTTP\/1.1 413 [^]*Request must be smaller/);
  socket.destroy();
  expect(await clock('{')).toMatchObject({ status: 400, body: '{"message":"The body is not JSON."}' });
  for (const body of ['null', '[]', '{"advance":{"minutes":-1}}', '{"advance":{"fortnights":1}}', '{"advance":7}']) {
    expect(await clock(body)).toMatchObject({ status: 400, body: expect.stringContaining('Say ') });
  }
  for (const days of [1e9, 1e300]) {
    const refused = await clock(JSON.stringify({ advance: { days } }));
    expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('no date is as late as that') });
  }
  expect(cloud.clock.now()).toBe(before);
  expect(await send(endpoint, { path: '/_cirro/nope' })).toMatchObject({ status: 404 });
  expect(await send(endpoint, { method: 'GET', path: '/_cirro/health' })).toMatchObject({ status: 200 });
});

test('a host name that is not ours gets nothing, however it is written', async () => {
  await using cloud = await testCloud();
  const status = async (host: string, path = '/_cirro/health') =>
    (await send(cloud.endpoint, { method: 'GET', path, headers: { host } })).status;
  for (const host of [
    'evil.example',
    'evil.example:4566',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'xamazonaws.com',
  ]) {
    expect(await status(host), host).toBe(403);
    expect(await status(host, '/2015-03-31/functions'), host).toBe(403);
  }
  for (const host of [
    'localhost',
    'LOCALHOST:1',
    'localhost.',
    '[::1]:4566',
    '10.1.2.3',
    'sqs.us-east-1.localhost.localstack.cloud',
  ]) {
    expect(await status(host), host).toBe(200);
  }
});

test('a page from elsewhere can neither steer the cloud nor ask whether it may call an API', async () => {
  await using cloud = await testCloud({ origins: ['http://app.example'] });
  const { endpoint } = cloud;
  const reset = (headers: Record<string, string>) => send(endpoint, { path: '/_cirro/reset', headers });
  await furnish(cloud);
  await changesNothing(cloud, async () => {
    for (const origin of ['http://evil.example', 'null', `${endpoint}.evil.example`, 'http://localhost:1']) {
      expect(await reset({ origin }), origin).toMatchObject({ status: 403 });
    }
    for (const site of ['cross-site', 'same-site'])
      expect(await reset({ 'sec-fetch-site': site })).toMatchObject({ status: 403 });
    const preflight = (origin: string) =>
      send(endpoint, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target' },
      });
    const foreign = await preflight('http://evil.example');
    expect(foreign.status).toBe(403);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    const welcome = await preflight('http://app.example');
    expect(welcome).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'http://app.example', 'access-control-allow-headers': 'x-amz-target' },
    });
  });
});

/** A connection on which the head of a POST has been sent. */
async function open(cloud: TestCloud, path: string, headers: Record<string, string>): Promise<Socket> {
  const { hostname, port } = new URL(cloud.endpoint);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  // The server may be done with it, and say so, before the test is.
  socket.on('error', () => undefined);
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}

/** The next answer on a connection: all that comes until its body is as long as its head says. */
function answerOn(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const onData = (chunk: Buffer) => {
      said += chunk.toString();
      const head = said.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(said)?.[1];
      if (head < 0 || length === undefined || said.length < head + 4 + Number(length)) return;
      socket.off('data', onData);
      resolve(said);
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`closed after: ${said}`)));
  });
}

async function hangUp(cloud: TestCloud, headers: readonly string[], body: string): Promise<void> {
  const lines = Object.fromEntries(headers.map((line) => line.split(': ') as [string, string]));
  const socket = await open(cloud, '/', { ...jsonCall('AmazonSQS.SendMessage'), ...signedHeaders('sqs'), ...lines });
  socket.write(body);
  // The server must have seen it before the connection goes: another request says that it has had the time.
  await send(cloud.endpoint, { method: 'GET', path: '/_cirro/health' });
  socket.destroy();
}
