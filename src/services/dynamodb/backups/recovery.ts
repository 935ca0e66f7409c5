import type {
  ContinuousBackupsDescription,
  PointInTimeRecoveryDescription,
  PointInTimeRecoverySpecification,
} from '@aws-sdk/client-dynamodb';
import type { Table } from '../table.ts';
import { invalidRequest, invalidRestoreTime } from './errors.ts';
import { DAY_MS, DEFAULT_RECOVERY_PERIOD_DAYS } from './limits.ts';

/** Point-in-time recovery of a table, as long as it is on. */
export interface Recovery {
  readonly periodDays: number;
  /** Nothing of before can be restored: it was off, or had a shorter period. Epoch milliseconds. */
  readonly keptSince: number;
}

export function requireConsistentRecovery(wanted: PointInTimeRecoverySpecification): void {
  if (wanted.PointInTimeRecoveryEnabled || wanted.RecoveryPeriodInDays === undefined) return;
  throw invalidRequest('Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.');
}

/** A longer period brings nothing back. */
export function changeRecovery(
  recovery: Recovery | undefined,
  wanted: PointInTimeRecoverySpecification,
  now: number,
): Recovery | undefined {
  if (!wanted.PointInTimeRecoveryEnabled) return undefined;
  return {
    periodDays: wanted.RecoveryPeriodInDays ?? DEFAULT_RECOVERY_PERIOD_DAYS,
    keptSince: recovery ? earliestRestorable(recovery, now) : now,
  };
}

export const earliestRestorable = ({ periodDays, keptSince }: Recovery, now: number): number =>
  Math.max(keptSince, now - periodDays * DAY_MS);

/** AWS tells whole seconds, and clients that know no others give them back. */
const toToldSecond = (at: number): number => Math.floor(at / 1000) * 1000;

/** The instant to restore to. */
export function requireRestorable(recovery: Recovery, wantedAt: number | undefined, now: number): number {
  if (wantedAt === undefined) return now;
  const earliestAt = earliestRestorable(recovery, now);
  if (wantedAt < toToldSecond(earliestAt) || wantedAt > now) throw invalidRestoreTime(wantedAt, earliestAt, now);
  return Math.max(wantedAt, earliestAt);
}

type RecoveredTable = Pick<Table, 'activeAt' | 'recovery'>;

/** Whether a table is so new that its backups are still being enabled. `enablingMs` is how long that takes. */
export const isEnablingBackups = ({ activeAt, recovery }: RecoveredTable, now: number, enablingMs: number): boolean =>
  !recovery && now < activeAt + enablingMs;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ContinuousBackupsDescription.html */
export const toContinuousBackups = (
  table: RecoveredTable,
  now: number,
  enablingMs: number,
): ContinuousBackupsDescription => ({
  ContinuousBackupsStatus: isEnablingBackups(table, now, enablingMs) ? 'DISABLED' : 'ENABLED',
  PointInTimeRecoveryDescription: toRecoveryDescription(table.recovery, now),
});

function toRecoveryDescription(recovery: Recovery | undefined, now: number): PointInTimeRecoveryDescription {
  if (!recovery) return { PointInTimeRecoveryStatus: 'DISABLED' };
  return {
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: recovery.periodDays,
    EarliestRestorableDateTime: new Date(toToldSecond(earliestRestorable(recovery, now))),
    LatestRestorableDateTime: new Date(now),
  };
}
