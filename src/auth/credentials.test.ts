import { expect, test } from 'vitest';
import { SystemClock } from '../kernel/clock.ts';
import type { Credential } from '../kernel/credentials.ts';
import { MemoryStorage } from '../storage/memory/memory-storage.ts';
import type { MaybePromise, Snapshot, Transaction } from '../storage/storage.ts';
import { StoredCredentials } from './credentials.ts';

const HOUR_MS = 3_600_000;

const userKey = (accessKeyId: string, createdAt: number): Credential => ({
  accessKeyId,
  secretAccessKey: 'secret',
  status: 'Active',
  createdAt,
  principal: { kind: 'user', accountId: '1', arn: 'arn', userId: 'AIDA', userName: 'alice', accessKeyId },
});
const session = (accessKeyId: string, expiresAt: number): Credential => ({
  ...userKey(accessKeyId, 0),
  session: { token: 'token', expiresAt },
});

class CountingStorage extends MemoryStorage {
  reads = 0;

  override read<T>(body: (snapshot: Snapshot) => MaybePromise<T>): Promise<T> {
    this.reads++;
    return super.read(body);
  }
}

const clock = new SystemClock();
const open = () => {
  const storage = new CountingStorage({ clock });
  const credentials = new StoredCredentials(storage);
  const write = (body: (tx: Transaction) => MaybePromise<void>) => storage.transact(['test'], body);
  return { credentials, storage, write };
};

test('a key is read once, and an unknown one too', async () => {
  const { credentials, write, storage } = open();
  await write((tx) => credentials.insert(tx, userKey('AKIA1', 0)));
  for (let again = 0; again < 3; again++) {
    expect((await credentials.find('AKIA1'))?.accessKeyId).toBe('AKIA1');
    expect(await credentials.find('test')).toBeUndefined();
  }
  expect(storage.reads).toBe(2);
});

test('what was written is seen once it is forgotten', async () => {
  const { credentials, write } = open();
  const key = userKey('AKIA1', 0);
  expect(await credentials.find('AKIA1')).toBeUndefined();
  await write((tx) => credentials.insert(tx, key));
  credentials.forget('AKIA1');
  expect((await credentials.find('AKIA1'))?.status).toBe('Active');
  await write((tx) => credentials.replace(tx, key, { ...key, status: 'Inactive' }));
  credentials.forget('AKIA1');
  expect((await credentials.find('AKIA1'))?.status).toBe('Inactive');
});

test('a read that was under way while the key changed is not remembered', async () => {
  const { credentials, write } = open();
  const key = userKey('AKIA1', 0);
  await write((tx) => credentials.insert(tx, key));
  const underWay = credentials.find('AKIA1');
  credentials.forget('AKIA1');
  await underWay;
  await write((tx) => credentials.replace(tx, key, { ...key, status: 'Deleted' }));
  expect((await credentials.find('AKIA1'))?.status).toBe('Deleted');
});

test('a user has the keys that were not deleted, oldest first; sessions are not among them', async () => {
  const { credentials, storage, write } = open();
  await write((tx) => {
    credentials.insert(tx, userKey('AKIA2', 2));
    credentials.insert(tx, userKey('AKIA1', 1));
    credentials.insert(tx, { ...userKey('AKIA0', 0), status: 'Deleted' });
    credentials.insert(tx, session('ASIA', 1e15));
  });
  const keys = await storage.read((snapshot) => credentials.ofUser(snapshot, 'AIDA'));
  expect(keys.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIA1', 'AKIA2']);
});

test('sessions that ended over an hour ago are swept away', async () => {
  const { credentials, write } = open();
  const at = clock.now();
  await write((tx) => {
    credentials.insert(tx, session('ASIA1', at - 2 * HOUR_MS));
    credentials.insert(tx, session('ASIA2', at - HOUR_MS / 2));
  });
  await write((tx) => credentials.sweep(tx, '1'));
  expect(await credentials.find('ASIA1')).toBeUndefined();
  expect(await credentials.find('ASIA2')).toBeDefined();
});
