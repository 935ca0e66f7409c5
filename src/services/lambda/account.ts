import type { Snapshot } from '../../storage/storage.ts';
import { ACCOUNT_CONCURRENCY } from './limits.ts';
import { functions } from './store.ts';

export interface AccountUsage {
  readonly functionCount: number;
  readonly totalCodeBytes: number;
  /** By functions other than `except`. */
  readonly reservedConcurrency: number;
}

/** What the functions of an account in a region use together. */
export async function readUsage(from: Snapshot, accountId: string, region: string, except?: string) {
  let usage: AccountUsage = { functionCount: 0, totalCodeBytes: 0, reservedConcurrency: 0 };
  for await (const owner of functions.scan(from, { prefix: [accountId, region] })) {
    const reserved = owner.name === except ? 0 : (owner.reservedConcurrency ?? 0);
    usage = {
      functionCount: usage.functionCount + 1,
      totalCodeBytes: usage.totalCodeBytes + owner.latest.code.sizeBytes,
      reservedConcurrency: usage.reservedConcurrency + reserved,
    };
  }
  return usage;
}

export const unreservedConcurrency = (usage: AccountUsage): number => ACCOUNT_CONCURRENCY - usage.reservedConcurrency;
