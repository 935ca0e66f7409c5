import { toBuffer } from '../lib/to-buffer.ts';
import { chain } from './maybe-promise.ts';
import type { Key, MaybePromise, PackedKey, Snapshot } from './storage.ts';

/** What `Transaction.add` has summed up under `key`; zero where nothing was added. */
export const readCounter = (from: Snapshot, key: Key | PackedKey): MaybePromise<bigint> =>
  chain(from.get(key), decodeCounter);

/** Decimal digits: of any size, and readable when one looks into the folder. */
export const encodeCounter = (value: bigint): Uint8Array => Buffer.from(value.toString());

export const decodeCounter = (bytes: Uint8Array | undefined): bigint =>
  bytes ? BigInt(toBuffer(bytes).toString()) : 0n;
