import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeVersion, encodeVersion, isLater, nextVersion, UNVERSIONED, type Version } from './version.ts';

const versions = fc.record({
  at: fc.integer({ min: 1, max: 5 }),
  count: fc.integer({ min: 0, max: 3 }),
  region: fc.constantFrom('eu-west-1', 'us-east-1', 'us-west-2'),
});

test('the time decides, then the count, then the name of the region', () => {
  const version: Version = { at: 5, count: 1, region: 'us-east-1' };
  expect(isLater({ at: 6, count: 0, region: 'eu-west-1' }, version)).toBe(true);
  expect(isLater({ at: 5, count: 2, region: 'eu-west-1' }, version)).toBe(true);
  expect(isLater({ at: 5, count: 1, region: 'us-west-2' }, version)).toBe(true);
  expect(isLater({ at: 5, count: 1, region: 'eu-west-1' }, version)).toBe(false);
  expect(isLater(version, version)).toBe(false);
});

test('any two versions have one order', () => {
  fc.assert(
    fc.property(versions, versions, (one, other) => {
      const isSame = one.at === other.at && one.count === other.count && one.region === other.region;
      expect([isLater(one, other), isLater(other, one)].filter(Boolean)).toHaveLength(isSame ? 0 : 1);
    }),
  );
});

test('a write is later than what it is written over, even by a clock that has fallen behind', () => {
  fc.assert(
    fc.property(versions, fc.integer({ min: 1, max: 5 }), (last, now) => {
      const next = nextVersion(last, now, 'eu-west-1');
      expect(isLater(next, last)).toBe(true);
      expect(next.at).toBe(Math.max(last.at, now));
    }),
  );
  expect(nextVersion(undefined, 7, 'us-east-1')).toEqual({ at: 7, count: 0, region: 'us-east-1' });
});

test('everything is later than what was written before the table was global', () => {
  fc.assert(fc.property(versions, (version) => isLater(version, UNVERSIONED)));
});

test('the latest of any versions stays, in whichever order they come, and however often', () => {
  const arrivals = fc
    .array(versions, { minLength: 1, maxLength: 8 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
  fc.assert(
    fc.property(arrivals, ([sent, arrived]) => {
      const merge = (all: readonly Version[]) => all.reduce((kept, one) => (isLater(one, kept) ? one : kept));
      expect(merge(arrived)).toEqual(merge(sent));
    }),
  );
});

test('a version comes back from its bytes as it was', () => {
  fc.assert(
    fc.property(versions, (version) => {
      expect(decodeVersion(encodeVersion(version))).toEqual(version);
    }),
  );
});
