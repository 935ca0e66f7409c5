import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ClientGone, GatewayRequest, MAX_BODY_BYTES } from './body.ts';

function requestOf(headers: Record<string, string> = {}) {
  const request = new GatewayRequest(new Socket());
  Object.assign(request.headers, headers);
  return request;
}

test('the pieces of a body are one', async () => {
  const request = requestOf();
  const body = request.whole();
  for (const piece of ['to', 'get', 'her']) request.push(Buffer.from(piece));
  request.push(null);
  expect((await body).toString()).toBe('together');
});

test('of a body that says it is too large nothing is kept', async () => {
  const request = requestOf({ 'content-length': String(MAX_BODY_BYTES + 1) });
  await expect(request.whole()).rejects.toMatchObject({ code: 'RequestEntityTooLargeException' });
  request.push(Buffer.from('piece'));
  expect(request.readableLength).toBe(5);
  request.resume();
  await new Promise((resolve) => setImmediate(resolve));
  expect(request.readableLength).toBe(0);
});

test('a client that hangs up half-way has asked for nothing', async () => {
  const request = requestOf();
  const body = request.whole();
  request.push(Buffer.from('half'));
  request.destroy(new Error('aborted'));
  await expect(body).rejects.toBeInstanceOf(ClientGone);
});
