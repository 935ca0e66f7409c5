import { expect, test } from 'vitest';
import { toChunks, toEvents } from './chunk.ts';

const origin = { streamId: 's', sequence: 3, ingestedAt: 9_000 };
const events = [
  { timestamp: 1_000, message: 'a' },
  { timestamp: 1_999, message: 'b' },
  { timestamp: 2_000, message: 'c' },
];

test('a batch becomes a chunk for each second', () => {
  const chunks = toChunks(events, origin);
  expect(chunks.map((chunk) => [chunk.second, chunk.firstIndex, chunk.events.length])).toEqual([
    [1, 0, 2],
    [2, 2, 1],
  ]);
});

test('events of one second are read by time, then by arrival', () => {
  const late = toChunks([{ timestamp: 1_000, message: 'later' }], { ...origin, sequence: 4 });
  const read = toEvents([...toChunks(events.slice(0, 2), origin), ...late]);
  expect(read.map((event) => event.message)).toEqual(['a', 'later', 'b']);
});
