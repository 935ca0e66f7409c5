import { expect, test } from 'vitest';
import { untilAborted } from './until-aborted.ts';

test('gives what the promise gives, or its failure', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
  await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

test.each(['before', 'after'])(
  'gives up when it is told to %s it waits, and lets the promise fail unheard',
  async (when) => {
    const stop = new AbortController();
    let fail: (error: Error) => void = () => {};
    const slow = new Promise<void>((_, reject) => (fail = reject));
    if (when === 'before') stop.abort();
    const waiting = untilAborted(slow, stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
    fail(new Error('nobody hears it'));
    await expect(slow).rejects.toThrow('nobody hears it');
  },
);
