import { describe, expect, it } from 'vitest';
import { StoredEntry } from '../stored-entry.ts';
import type { SizeHint } from '../view.ts';
import { RangeReading } from './range-reading.ts';

const entries = (...keys: string[]): StoredEntry[] => keys.map((key) => new StoredEntry(key, Buffer.alloc(10)));
const ALL: SizeHint = { entries: Infinity, bytes: Infinity };

function read(pages: readonly StoredEntry[][], { reverse = false, wanted = ALL } = {}) {
  const reading = new RangeReading({ from: 'a', to: 'f' }, reverse, wanted);
  for (const page of pages) reading.add(page);
  return reading.toRange();
}

describe('what a scan has read of a range', () => {
  it('is the whole range when it met the end', () => {
    const whole = { from: 'a', to: 'f', entries: entries('b', 'c', 'd') };
    expect(read([entries('b', 'c'), entries('d'), []])).toEqual(whole);
    expect(read([entries('d', 'c'), entries('b'), []], { reverse: true })).toEqual(whole);
  });

  it('goes no further than the last entry read where it did not', () => {
    expect(read([entries('b', 'c')])).toEqual({ from: 'a', to: 'c\0', entries: entries('b', 'c') });
    expect(read([entries('d', 'c')], { reverse: true })).toEqual({ from: 'c', to: 'f', entries: entries('c', 'd') });
  });

  it('goes no further than was wanted, in entries or in bytes', () => {
    const two = { from: 'a', to: 'c\0', entries: entries('b', 'c') };
    const pages = [entries('b', 'c', 'd'), []];
    expect(read(pages, { wanted: { entries: 2, bytes: Infinity } })).toEqual(two);
    expect(read(pages, { wanted: { entries: Infinity, bytes: 11 } })).toEqual(two);
    expect(read(pages, { wanted: { entries: 3, bytes: 30 } })?.to).toBe('f');
  });

  it('is nothing where nothing was found', () => {
    expect(read([[]])).toBeUndefined();
  });

  it('is not kept when it becomes too much', () => {
    const reading = new RangeReading({ from: 'a', to: 'f' }, false, ALL);
    const large = [new StoredEntry('b', Buffer.alloc(2 * 1024 * 1024))];
    expect(reading.add(large)).toBe(true);
    expect(reading.add(entries('c'))).toBe(false);
  });
});
