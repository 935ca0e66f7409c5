import type { Random } from './kernel/random.ts';
import type { Storage } from './storage/storage.ts';
import { table } from './storage/table.ts';

/** The access key of the account's root user, for clouds that refuse unknown keys. */
export interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const KEY_ID_CHARACTERS = 16;
const SECRET_BYTES = 30;

const rootKeys = table<RootKey>('auth/root-key', { key: () => ['root'] });

/** The same key at every start on the same folder. */
export function findOrCreateRootKey(storage: Storage, random: Random): Promise<RootKey> {
  const fresh: RootKey = {
    accessKeyId: `AKIA${random.string(KEY_ID_CHARACTERS)}`,
    secretAccessKey: Buffer.from(random.bytes(SECRET_BYTES)).toString('base64'),
  };
  return storage.transact(['auth/root-key'], async (tx) => {
    const known = await rootKeys.get(tx, ['root']);
    if (known) return known;
    rootKeys.insert(tx, fresh);
    return fresh;
  });
}
