import type { Host } from '../../kernel/context.ts';
import { CapacityState } from './throttling/capacity-state.ts';
import { TableCache } from './table-cache.ts';
import { OngoingTransactions } from './transactions/ongoing.ts';

/** What DynamoDB keeps in memory for one cloud: nothing that storage does not know. */
export interface State {
  readonly tables: TableCache;
  readonly capacity: CapacityState;
  /** How long a table stays in CREATING, UPDATING and DELETING, milliseconds. */
  readonly transitionMs: number;
  /** Absent where transactions that meet on an item wait for one another. */
  readonly ongoing?: OngoingTransactions;
}

/** Tables change at once by default; set this to see the states as on AWS, e.g. to 5000. */
const TRANSITION_VARIABLE = 'CIRRO_DYNAMODB_TRANSITION_MS';

/** Set it to `cancel` and what meets a transaction on an item is refused, as on AWS, in the place of waiting. */
const CONFLICTS_VARIABLE = 'CIRRO_DYNAMODB_TRANSACTION_CONFLICTS';

export function createState(host: Host): State {
  const transitionMs = Number(process.env[TRANSITION_VARIABLE] ?? 0);
  return {
    tables: new TableCache(),
    capacity: new CapacityState(host.consumedCapacity),
    transitionMs: Number.isFinite(transitionMs) ? Math.max(0, transitionMs) : 0,
    ...(process.env[CONFLICTS_VARIABLE] === 'cancel' ? { ongoing: new OngoingTransactions() } : {}),
  };
}
