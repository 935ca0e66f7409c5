import type { MaybePromise } from './storage.ts';

export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> => value instanceof Promise;

/** `then` that stays synchronous where it can: an await costs a turn of the queue. */
export const chain = <T, U>(value: MaybePromise<T>, use: (value: T) => MaybePromise<U>): MaybePromise<U> =>
  isPromise(value) ? value.then(use) : use(value);

/** All of them, at once where none has to be waited for. */
export const all = <T>(values: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> =>
  values.some(isPromise) ? Promise.all(values) : (values as readonly T[]);
