import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Writes } from './group.ts';
import { DiskJournal } from './journal.ts';
import { readJournal } from './read-journal.ts';

const SEGMENT_BYTES = 1000;
const DAMAGED = /Corruption: the journal has no record \d+, but later ones/;
let folder: string;
const opened: DiskJournal[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cirro-journal-'));
});

afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close(false);
  await rm(folder, { recursive: true, force: true });
});

function open(lastSequence = 0, at = folder): DiskJournal {
  const journal = new DiskJournal(at, lastSequence, SEGMENT_BYTES);
  opened.push(journal);
  return journal;
}

/** A tenth of a segment and more, told from each other by their numbers. */
const group = (number: number, sizeBytes = 100): Writes => [
  [`key ${number}\xff\0`, Buffer.alloc(sizeBytes, number)],
  [`gone ${number}`, null],
  ['empty', Buffer.alloc(0)],
];

async function write(journal: DiskJournal, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number++) await journal.append(group(number));
}

/** As after a crash: nothing is told that writing is over. */
async function read(checkpoint = 0) {
  const journal = await readJournal(folder, checkpoint);
  return journal && { ...journal, groups: [...journal.groups] };
}

const groups = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => group(from + index).map(([key, value]) => [key, value]));

test('what was written is read in order, keys and values as they were, after the checkpoint only', async () => {
  expect(await read()).toBeUndefined();
  const journal = open();
  await write(journal, 1, 20);
  expect(await readdir(folder)).toHaveLength(4);
  expect(await read()).toEqual({ lastSequence: 20, groups: groups(1, 20) });
  expect(await read(13)).toEqual({ lastSequence: 20, groups: groups(14, 20) });
  expect(await read(20)).toEqual({ lastSequence: 20, groups: [] });
  await journal.close(false);
  expect(await readdir(folder)).toHaveLength(4);
});

test('nothing is made before the first record, and nothing is left of a journal that is empty', async () => {
  const below = join(folder, 'below');
  const journal = open(0, below);
  await journal.close(true);
  const again = open(0, below);
  expect(await readdir(folder)).toEqual([]);
  await again.append(group(1));
  await again.close(true);
  expect(await readdir(folder)).toEqual([]);
});

test('a record that was cut off anywhere ends the journal, and so does one of which any byte is missing', async () => {
  const journal = open();
  await write(journal, 1, 2);
  const start = (await journal.append(group(3))) * 2;
  await journal.close(false);
  const [file = ''] = await readdir(folder);
  const whole = await readFile(join(folder, file));
  const end = start * 1.5;
  expect(await read()).toMatchObject({ lastSequence: 3 });
  for (let at = start; at < end; at++) {
    await truncate(join(folder, file), at);
    expect(await read(), `cut at ${at}`).toEqual({ lastSequence: 2, groups: groups(1, 2) });
    const changed = Buffer.from(whole);
    changed[at]! ^= 0x10;
    await writeFile(join(folder, file), changed);
    expect(await read(), `changed at ${at}`).toEqual({ lastSequence: 2, groups: groups(1, 2) });
  }
});

test('a damaged record that others follow is told, wherever it is damaged', async () => {
  const journal = open();
  await write(journal, 1, 3);
  await journal.close(false);
  const [file = ''] = await readdir(folder);
  const whole = await readFile(join(folder, file));
  const recordBytes = whole.indexOf('CIRJ', 1);
  for (let at = recordBytes; at < 2 * recordBytes; at++) {
    const changed = Buffer.from(whole);
    changed[at]! ^= 0x10;
    await writeFile(join(folder, file), changed);
    await expect(read(), `changed at ${at}`).rejects.toThrow(DAMAGED);
    // It is not needed any more.
    expect(await read(3)).toEqual({ lastSequence: 3, groups: [] });
  }
});

test('a segment that is missing is told', async () => {
  const journal = open();
  await write(journal, 1, 20);
  await journal.close(false);
  const names = (await readdir(folder)).toSorted();
  const kept = await Promise.all(names.map((name) => readFile(join(folder, name))));
  for (const [index, name] of names.slice(0, -1).entries()) {
    await rm(join(folder, name));
    await expect(read(), name).rejects.toThrow(DAMAGED);
    await writeFile(join(folder, name), kept[index]!);
  }
  expect(await read()).toMatchObject({ lastSequence: 20 });
});

test('a segment is used again when nothing in it is needed, and what was in it before is not read', async () => {
  const journal = open();
  let checkpoint = 0;
  for (let number = 1; number <= 200; number++) {
    await journal.append(group(number));
    if (number % 13 === 0) {
      checkpoint = number - 5;
      journal.release(checkpoint);
    }
    expect(await read(checkpoint)).toEqual({ lastSequence: number, groups: groups(checkpoint + 1, number) });
  }
  expect((await readdir(folder)).length).toBeLessThanOrEqual(4);
});

test('numbers go on where an earlier journal ended', async () => {
  const journal = open(41);
  await journal.append(group(42));
  expect(journal.lastSequence).toBe(42);
  expect(await read(41)).toEqual({ lastSequence: 42, groups: groups(42, 42) });
  await expect(read(40)).rejects.toThrow(DAMAGED);
});

test('a record goes into a segment of its own where it does not fit, however large it is', async () => {
  const journal = open();
  await journal.append(group(1, 100));
  await journal.append(group(2, 900));
  await journal.append(group(3, 300_000));
  await journal.append(group(4, 100));
  const sizes = [100, 900, 300_000, 100];
  const expected = sizes.map((sizeBytes, index) => group(index + 1, sizeBytes).map(([key, value]) => [key, value]));
  expect(await read()).toEqual({ lastSequence: 4, groups: expected });
  journal.release(3);
  for (let number = 5; number <= 30; number++) await journal.append(group(number));
  expect(await read(3)).toMatchObject({ lastSequence: 30 });
});

test('says when so much is full that something should be released', async () => {
  const journal = open();
  let number = 0;
  while (!journal.isFull) await journal.append(group(++number));
  expect(number).toBeGreaterThan(15);
  journal.release(journal.fullTo! - 1);
  expect(journal.isFull).toBe(true);
  journal.release(journal.fullTo!);
  expect(journal.isFull).toBe(false);
});
