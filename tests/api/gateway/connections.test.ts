import { connect } from 'node:net';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';

const HOST = 'Host: localhost\r\n';
const HEALTH = `GET /_cirro/health HTTP/1.1\r\n${HOST}\r\n`;
/** Its answer tells by the time which of several requests it belongs to. */
const advance = (seconds: number, lines = '') => {
  const body = `{"advance":{"seconds":${seconds}}}`;
  return `POST /_cirro/clock HTTP/1.1\r\n${HOST}${lines}Content-Length: ${body.length}\r\n\r\n${body}`;
};
const chunkedAdvance = (seconds: number) => {
  const body = `{"advance":{"seconds":${seconds}}}`;
  const head = `POST /_cirro/clock HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`;
  return `${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
};

/** A connection, and what is heard on it until it has matched so often, or the server has ended it. */
function open({ endpoint }: TestCloud) {
  const { hostname, port } = new URL(endpoint);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
  let heard = '';
  const state = { isEnded: false };
  socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
  socket.on('close', () => (state.isEnded = true));
  socket.on('end', () => (state.isEnded = true));
  socket.on('error', () => (state.isEnded = true));
  const until = async (isEnough: () => boolean) => {
    while (!state.isEnded && !isEnough()) await pause();
    return heard;
  };
  return {
    socket,
    [Symbol.dispose]: () => void socket.destroy(),
    hear: (pattern: RegExp, times = 1) => until(() => [...heard.matchAll(pattern)].length >= times),
    end: () => until(() => false),
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
const TIME = /"now":"([^"]+)"/g;

/** The seconds that the clock was told to have moved since the start, answer for answer. */
function secondsOf(cloud: TestCloud, start: number, heard: string): number[] {
  return [...heard.matchAll(TIME)].map(([, now]) => (Date.parse(now!) - start) / 1000);
}

async function exchange(cloud: TestCloud, pieces: readonly string[], answers: number): Promise<number[]> {
  const start = cloud.clock.now();
  using connection = open(cloud);
  for (const piece of pieces) {
    connection.socket.write(piece);
    await pause();
  }
  return secondsOf(cloud, start, await connection.hear(TIME, answers));
}

test('requests that come together are answered in their order', async () => {
  await using cloud = await testCloud();
  expect(await exchange(cloud, [[1, 2, 3].map((seconds) => advance(seconds)).join('')], 3)).toEqual([1, 3, 6]);
});

test('a request may come in pieces, cut anywhere', async () => {
  await using cloud = await testCloud();
  const whole = advance(1);
  for (const cut of [1, 20, whole.indexOf('\r\n\r\n') + 2, whole.indexOf('{'), whole.length - 1]) {
    expect(await exchange(cloud, [whole.slice(0, cut), whole.slice(cut)], 1)).toEqual([1]);
  }
  const start = whole.indexOf('{');
  expect(await exchange(cloud, [whole.slice(0, start), ...whole.slice(start).split('')], 1)).toEqual([1]);
});

test('what comes before and after a request of another form is served as well', async () => {
  await using cloud = await testCloud();
  const requests = [advance(1), chunkedAdvance(2), advance(3), advance(4, 'X-Twice: 1\r\nX-Twice: 2\r\n'), advance(5)];
  expect(await exchange(cloud, requests, 5)).toEqual([1, 3, 6, 10, 15]);
  expect(await exchange(cloud, [requests.join('')], 5)).toEqual([1, 3, 6, 10, 15]);
});

test('a client that has said all it wanted is answered, and the connection ended', async () => {
  await using cloud = await testCloud();
  using connection = open(cloud);
  connection.socket.end(HEALTH);
  expect(await connection.end()).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*"ready":true/);
});

test('all that a client asked before it said that it was done is answered', async () => {
  await using cloud = await testCloud();
  const start = cloud.clock.now();
  using connection = open(cloud);
  connection.socket.end(advance(1) + advance(2) + advance(3));
  expect(secondsOf(cloud, start, await connection.end())).toEqual([1, 3, 6]);
});

test('a client that is done with a request of another form behind others breaks nothing but its own connection', async () => {
  await using cloud = await testCloud();
  const start = cloud.clock.now();
  using connection = open(cloud);
  connection.socket.end(advance(1) + advance(2) + chunkedAdvance(3));
  expect(secondsOf(cloud, start, await connection.end()).slice(0, 2)).toEqual([1, 3]);
  using half = open(cloud);
  half.socket.end(HEALTH + advance(9).slice(0, -1));
  expect(await half.end()).toMatch(/"ready":true/);
  using next = open(cloud);
  next.socket.write(HEALTH);
  expect(await next.hear(/"ready":true/g)).toMatch(/^HTTP\/1.1 200 OK/);
});

test('a client that wants no other answer gets the connection ended', async () => {
  await using cloud = await testCloud();
  using connection = open(cloud);
  connection.socket.write(HEALTH.replace(HOST, `${HOST}Connection: close\r\n`));
  expect(await connection.end()).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*Connection: close\r\n[^]*"ready":true/);
});

test('HEAD is answered without a body', async () => {
  await using cloud = await testCloud();
  using connection = open(cloud);
  connection.socket.write(HEALTH.replace('GET', 'HEAD') + HEALTH);
  const heard = await connection.hear(/"ready":true/g);
  expect(heard.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
  expect(heard.match(/"ready":true/g)).toHaveLength(1);
});

test('an answer tells its length, the time, and how long the connection stays', async () => {
  await using cloud = await testCloud();
  using connection = open(cloud);
  connection.socket.write(HEALTH);
  const [head, body] = (await connection.hear(/"ready":true[^]*}}/g)).split('\r\n\r\n');
  expect(head!.split('\r\n')).toEqual([
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    `Content-Length: ${body!.length}`,
    expect.stringMatching(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
    'Connection: keep-alive',
    'Keep-Alive: timeout=120',
  ]);
});

test('a cloud that closes ends the idle connections, and tells who still waits', async () => {
  await using cloud = await testCloud();
  const sqs = cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'empty' }));
  using idle = open(cloud);
  idle.socket.write(HEALTH);
  await idle.hear(/"ready":true/g);
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await pause();
  waiting.catch(() => undefined);
  await cloud.cloud.close();
  await expect(waiting).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  await idle.end();
});
