import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/aws-error.ts';
import { isPromise } from '../../storage/maybe-promise.ts';
import type { MaybePromise } from '../../storage/storage.ts';
import {
  batchEntryIdsNotDistinct,
  emptyBatchRequest,
  invalidBatchEntryId,
  missingParameter,
  tooManyEntriesInBatchRequest,
} from './errors.ts';
import { MAX_BATCH_ENTRIES } from './limits.ts';

interface Entry {
  readonly Id: string | undefined;
}

const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

/** What must be right of a batch as a whole, in AWS's order; `entryName` is what AWS calls one of its entries. */
export function checkBatch<E extends Entry>(entries: readonly E[] | undefined, entryName: string): readonly E[] {
  if (entries === undefined) throw missingParameter('Entries');
  if (entries.length === 0) throw emptyBatchRequest(entryName);
  if (entries.length > MAX_BATCH_ENTRIES) throw tooManyEntriesInBatchRequest(entries.length);
  const seen = new Set<string>();
  for (const [index, { Id }] of entries.entries()) {
    if (Id === undefined) throw missingParameter(`${entryName}.${index + 1}.Id`);
    if (!ENTRY_ID.test(Id)) throw invalidBatchEntryId();
    if (seen.has(Id)) throw batchEntryIdsNotDistinct(Id);
    seen.add(Id);
  }
  return entries;
}

/** The result of each entry: one that fails does not keep the others from being done. */
interface BatchResult<S> {
  Successful: S[];
  /** AWS leaves the member out when nothing failed. */
  Failed: BatchResultErrorEntry[] | undefined;
}

export type Attempt<E, T> = { readonly entry: E } & ({ readonly value: T } | { readonly error: AwsError });

/** One entry after the other: an error of AWS is one entry's own, any other ends it all. */
export function attemptEach<E, T>(
  entries: readonly E[],
  act: (entry: E, index: number) => MaybePromise<T>,
  attempts: Attempt<E, T>[] = [],
): MaybePromise<Attempt<E, T>[]> {
  for (let index = attempts.length; index < entries.length; index++) {
    const attempt = attemptOne(entries[index]!, index, act);
    if (isPromise(attempt)) return attempt.then((done) => attemptEach(entries, act, [...attempts, done]));
    attempts.push(attempt);
  }
  return attempts;
}

function attemptOne<E, T>(
  entry: E,
  index: number,
  act: (entry: E, index: number) => MaybePromise<T>,
): MaybePromise<Attempt<E, T>> {
  const fail = (error: unknown): Attempt<E, T> => {
    if (error instanceof AwsError) return { entry, error };
    throw error;
  };
  try {
    const value = act(entry, index);
    return isPromise(value) ? value.then((late) => ({ entry, value: late }), fail) : { entry, value };
  } catch (error) {
    return fail(error);
  }
}

export function toBatchResult<E extends Entry, T, S>(
  attempts: readonly Attempt<E, T>[],
  toSuccess: (id: string, value: T) => S,
): BatchResult<S> {
  const Successful: S[] = [];
  const failed: BatchResultErrorEntry[] = [];
  for (const attempt of attempts) {
    if ('error' in attempt) failed.push(toFailure(attempt.entry, attempt.error));
    else Successful.push(toSuccess(attempt.entry.Id!, attempt.value));
  }
  return { Successful, Failed: failed.length === 0 ? undefined : failed };
}

const toFailure = (entry: Entry, error: AwsError): BatchResultErrorEntry => ({
  Id: entry.Id,
  SenderFault: true,
  Code: error.code,
  Message: error.message,
});
