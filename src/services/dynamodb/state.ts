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
  /** How long a write takes to the other replicas of a global table, milliseconds. */
  readonly replicationLagMs: number;
  /** Absent where transactions that meet on an item wait for one another. */
  readonly ongoing?: OngoingTransactions;
}

/** Tables change at once by default; set this to see the states as on AWS, e.g. to 5000. */
const TRANSITION_VARIABLE = 'CIRRO_DYNAMODB_TRANSITION_MS';

/** Other replicas get a write at once by default; set this to see conflicts as on AWS, e.g. to 1000. */
const REPLICATION_LAG_VARIABLE = 'CIRRO_DYNAMODB_REPLICATION_LAG_MS';

/** Set it to `cancel` and what meets a transaction on an item is refused, as on AWS, in the place of waiting. */
const CONFLICTS_VARIABLE = 'CIRRO_DYNAMODB_TRANSACTION_CONFLICTS';

export function createState(host: Host): State {
  return {
    tables: new TableCache(),
    capacity: new CapacityState(host.consumedCapacity),
    transitionMs: readMs(TRANSITION_VARIABLE),
    replicationLagMs: readMs(REPLICATION_LAG_VARIABLE),
    ...(process.env[CONFLICTS_VARIABLE] === 'cancel' ? { ongoing: new OngoingTransactions() } : {}),
  };
}

function readMs(variable: string): number {
  const ms = Number(process.env[variable] ?? 0);
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
