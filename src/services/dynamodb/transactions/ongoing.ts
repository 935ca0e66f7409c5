import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { transactionCanceled, transactionConflict, transactionInProgress, ONGOING } from '../errors.ts';

/** Where an item lies, packed; undefined where an action names none. */
export type Place = string | undefined;

/**
 * The items of transactions under way. Only where conflicts are asked for (state.ts): otherwise transactions wait for
 * one another, and whoever asks for it sees what DynamoDB does instead.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export class OngoingTransactions {
  readonly #items = new Set<string>();
  readonly #tokens = new Set<string>();

  /** Runs `body` as a transaction on the items, if no other is under way on any of them. */
  async run<T>(places: readonly Place[], token: string | undefined, body: () => Promise<T>): Promise<T> {
    if (token !== undefined && this.#tokens.has(token)) throw transactionInProgress();
    this.requireNoConflict(places);
    const items = places.filter((place) => place !== undefined);
    for (const item of items) this.#items.add(item);
    if (token !== undefined) this.#tokens.add(token);
    try {
      return await body();
    } finally {
      for (const item of items) this.#items.delete(item);
      if (token !== undefined) this.#tokens.delete(token);
    }
  }

  /** For transactions, which are cancelled. */
  requireNoConflict(places: readonly Place[]): void {
    const reasons = places.map((place) => (this.#has(place) ? CONFLICT : NONE));
    if (reasons.includes(CONFLICT)) throw transactionCanceled(reasons);
  }

  /** For writes of one item, which are refused. */
  requireFree(place: string): void {
    if (this.#has(place)) throw transactionConflict();
  }

  #has(place: Place): boolean {
    return place !== undefined && this.#items.has(place);
  }
}

const CONFLICT: CancellationReason = { Code: 'TransactionConflict', Message: ONGOING };
const NONE: CancellationReason = { Code: 'None' };
