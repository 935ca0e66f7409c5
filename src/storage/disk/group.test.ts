import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../bounds.ts';
import type { Layer, Value } from '../view.ts';
import { Group } from './group.ts';

const bytes = (text: string) => Buffer.from(text);

function entriesOf(layer: Layer, reverse = false): [string, Value][] {
  const entries: [string, Value][] = [];
  for (const cursor = layer.open(EVERYTHING, reverse); cursor.key !== undefined; cursor.next()) {
    entries.push([cursor.key, cursor.value]);
  }
  return entries;
}

describe('a group of commits', () => {
  it('shows each reader what was there when it began to read', () => {
    const group = new Group();
    group.apply(new Map([['b', bytes('1')]]), false);
    const early = group.view();
    group.apply(
      new Map<string, Value>([
        ['a', bytes('2')],
        ['b', null],
      ]),
      true,
    );
    const late = group.view();
    group.apply(new Map([['b', bytes('3')]]), true);
    expect(early.get('a')).toBeUndefined();
    expect(entriesOf(early)).toEqual([['b', bytes('1')]]);
    expect(entriesOf(late, true)).toEqual([
      ['b', null],
      ['a', bytes('2')],
    ]);
    expect(group.get('b')).toEqual(bytes('3'));
  });

  it('takes in a later group, and shows readers of before what they saw', () => {
    const group = new Group();
    group.apply(
      new Map<string, Value>([
        ['a', bytes('1')],
        ['b', 1n],
      ]),
      false,
    );
    const early = group.view();
    const later = new Group();
    later.apply(
      new Map<string, Value>([
        ['a', null],
        ['c', bytes('2')],
      ]),
      false,
    );
    group.absorb(later, true);
    expect(entriesOf(early)).toEqual([
      ['a', bytes('1')],
      ['b', 1n],
    ]);
    expect(group.writes()).toEqual([
      ['a', null],
      ['b', bytes('1')],
      ['c', bytes('2')],
    ]);
  });

  it('has nothing to wait for once it is durable', async () => {
    const group = new Group();
    const before = group.view();
    group.resolve();
    await before.durable;
    expect(group.view().durable).toBeUndefined();
  });

  it('hands the newest of each key to the disk, counters as their digits', () => {
    const group = new Group();
    group.apply(
      new Map<string, Value>([
        ['count', 1n],
        ['gone', bytes('1')],
      ]),
      false,
    );
    group.apply(
      new Map<string, Value>([
        ['count', 12n],
        ['gone', null],
      ]),
      true,
    );
    expect(group.writes()).toEqual([
      ['count', bytes('12')],
      ['gone', null],
    ]);
  });

  it('finds the first key that is not deleted, also among those that came after a scan', () => {
    const group = new Group();
    group.apply(new Map([['b', null]]), false);
    expect(group.firstFrom('a')).toBeUndefined();
    group.apply(new Map([['c', bytes('1')]]), false);
    expect([group.firstFrom('a'), group.firstFrom('c'), group.firstFrom('d')]).toEqual(['c', 'c', undefined]);
  });
});
