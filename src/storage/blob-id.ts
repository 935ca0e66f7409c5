import type { Random } from '../kernel/random.ts';

/** Nobody can guess 128 bits. */
const BLOB_ID_BYTES = 16;

export const newBlobId = (random: Random): string => Buffer.from(random.bytes(BLOB_ID_BYTES)).toString('hex');

/** Ids become file names: nothing else may. */
export const isBlobId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);
