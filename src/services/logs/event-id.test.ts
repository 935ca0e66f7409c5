import { assert, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { fromEventId, toEventId } from './event-id.ts';
import { parsePageToken, toPageToken } from './page-token.ts';

const position = record({
  timestamp: nat({ max: 4_102_444_800_000 }),
  sequence: nat(),
  index: nat({ max: 9_999 }),
});

test('an id has 56 digits and gives its position back', () => {
  assert(
    property(position, (of) => {
      const eventId = toEventId(of, 'ffffffffffffffff');
      expect(eventId).toMatch(/^\d{56}$/);
      expect(fromEventId(eventId)).toEqual(of);
    }),
  );
});

test('ids sort as their events do', () => {
  const earlier = toEventId({ timestamp: 1_396_035_378_988, sequence: 7, index: 9 }, 'ff');
  const later = toEventId({ timestamp: 1_396_035_378_989, sequence: 0, index: 0 }, '00');
  expect(earlier < later).toBe(true);
});

test('a page token goes there and back, and anything else is refused', () => {
  const of = { timestamp: 5, sequence: 1, index: 2 };
  expect(parsePageToken(toPageToken('backward', of, 'ab'))).toEqual({ direction: 'backward', position: of });
  expect(() => parsePageToken('not-existing-token')).toThrow('The specified nextToken is invalid.');
});
