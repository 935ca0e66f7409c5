import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { Outbox } from './outbox.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

function recorder() {
  const sent: string[] = [];
  const response = (name: string) =>
    ({
      end: (body: string | Uint8Array, encoding?: BufferEncoding) => {
        const bytes = typeof body === 'string' ? Buffer.from(body, encoding) : Buffer.from(body);
        sent.push(`${name}: ${bytes.length > 20 ? bytes.length : bytes.toString()}`);
      },
    }) as unknown as ServerResponse;
  return { sent, response };
}

test('answers leave in their order at the end of the turn', async () => {
  const { sent, response } = recorder();
  const outbox = new Outbox();
  outbox.end(response('a'), Buffer.from('grüß'));
  outbox.end(response('b'), Buffer.alloc(100_000));
  expect(sent).toEqual([]);
  await nextTurn();
  expect(sent).toEqual(['a: grüß', 'b: 100000']);
  outbox.end(response('c'), new Uint8Array());
  await nextTurn();
  expect(sent).toHaveLength(3);
});
