import type { Transaction } from '../../storage/storage.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { versions } from './store.ts';

/** Freezes `$LATEST` as the next version; the function as it is then, for the caller to write. */
export function publish(tx: Transaction, owner: LambdaFunction, description?: string): LambdaFunction {
  const number = owner.lastVersion + 1;
  versions.insert(tx, {
    functionId: owner.functionId,
    number,
    configuration: {
      ...owner.latest,
      version: String(number),
      ...(description === undefined ? {} : { description }),
      // Its own, made of what it is a copy of, so that the body of the transaction may run again.
      revisionId: toVersionRevision(owner.latest.revisionId, number),
    },
  });
  return { ...owner, lastVersion: number };
}

/** Keeps the form of a UUID: its last digits become the version. */
const toVersionRevision = (revisionId: string, number: number): string =>
  revisionId.slice(0, -12) + number.toString(16).padStart(12, '0');
