import type { Tag } from '@aws-sdk/client-dynamodb';

/** `partition` also throttles partition keys that take more than a partition serves. */
export type ThrottleMode = 'off' | 'table' | 'partition';

/** A tag of a table: it decides for this table, whatever holds for the others. */
export const THROTTLE_TAG = 'cirro:throttle';

/** For all tables without the tag; `1` is `table`. */
const THROTTLE_VARIABLE = 'CIRRO_DYNAMODB_THROTTLE';

const MODES: Readonly<Record<string, ThrottleMode>> = {
  off: 'off',
  table: 'table',
  partition: 'partition',
  '0': 'off',
  '1': 'table',
};

export const defaultThrottleMode = (): ThrottleMode => MODES[process.env[THROTTLE_VARIABLE] ?? 'off'] ?? 'off';

/** What the tags say, or undefined where they do not; a value that means nothing is not there. */
export function throttleModeOf(tags: readonly Pick<Tag, 'Key' | 'Value'>[]): ThrottleMode | undefined {
  const value = tags.find(({ Key }) => Key === THROTTLE_TAG)?.Value;
  return value === undefined ? undefined : MODES[value];
}
