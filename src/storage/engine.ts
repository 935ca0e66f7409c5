import type { Value, View } from './view.ts';

/** What differs between the engines of one process; everything else is `LocalStorage`. */
export interface Engine {
  /** The state of this moment. Cheap; must be released. */
  view(): View;
  /** The value of this moment. */
  get(key: string): Value | undefined;
  /** Makes the writes visible at once and returns when they are durable, if that has to be waited for. */
  apply(writes: ReadonlyMap<string, Value>): Promise<void> | undefined;
  /** Makes everything durable and lets go of what is held. */
  close(): Promise<void>;
}
