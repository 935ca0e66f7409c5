import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('UUIDs are of version 4, and none comes twice', () => {
  const random = createRandom();
  const drawn = Array.from({ length: 1000 }, () => random.uuid());
  for (const id of drawn) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(drawn).size).toBe(1000);
});

test('the same seed gives the same run, another seed another', () => {
  const run = (seed: string) => {
    const random = createRandom(seed);
    return [
      random.uuid(),
      random.hex(8),
      random.string(5),
      random.number(),
      Buffer.from(random.bytes(4)).toString('hex'),
    ];
  };
  expect(run('a')).toEqual(run('a'));
  expect(run('a')).not.toEqual(run('b'));
});
