import { describe, expect, test } from 'vitest';
import { acceptEvents, checkBatch } from './event-batch.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 100 * DAY;
const at = (...timestamps: number[]) => timestamps.map((timestamp) => ({ timestamp, message: 'm' }));

describe('a batch is refused whole', () => {
  test('when it is not in order', () => {
    expect(() => checkBatch(at(2, 1))).toThrow('must be in chronological order');
  });

  test('when it spans more than 24 hours', () => {
    expect(() => checkBatch(at(0, DAY))).not.toThrow();
    expect(() => checkBatch(at(0, DAY + 1))).toThrow('cannot span more than 24 hours');
  });

  test('when it is over 1 MB, 26 bytes counted for each event', () => {
    const message = 'x'.repeat(524_288 - 26);
    const half = { timestamp: 1, message };
    expect(() => checkBatch([half, half])).not.toThrow();
    expect(() => checkBatch([half, { timestamp: 1, message: `${message}é` }])).toThrow(
      'Upload too large: 1048578 bytes exceeds limit of 1048576',
    );
  });
});

describe('of a batch', () => {
  test('all is accepted within 14 days and 2 hours', () => {
    const events = at(NOW - 14 * DAY, NOW, NOW + 2 * HOUR);
    expect(acceptEvents(events, NOW, 0)).toEqual({ accepted: events, rejected: undefined });
  });

  test('the too old and too new are told', () => {
    const events = at(NOW - 14 * DAY - 1, NOW, NOW + 2 * HOUR + 1);
    expect(acceptEvents(events, NOW, 0)).toEqual({
      accepted: at(NOW),
      rejected: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 },
    });
  });

  test('what the retention policy has expired is told', () => {
    const events = at(NOW - 2 * DAY, NOW);
    expect(acceptEvents(events, NOW, NOW - DAY)).toEqual({
      accepted: at(NOW),
      rejected: { expiredLogEventEndIndex: 1 },
    });
  });
});
