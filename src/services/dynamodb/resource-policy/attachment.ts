import type { TableStatus } from '@aws-sdk/client-dynamodb';
import { tableBeingDeleted } from '../errors.ts';
import { MIN_POLICY_CHANGE_MS } from '../limits.ts';
import { noRevision, otherRevision, policyChangedTooOften, policyPending, unexpectedPolicy } from './errors.ts';
import type { PolicyTarget } from './target.ts';

/** The last change of a resource's policy. `changedAt` is an instant in epoch milliseconds. */
export interface Attachment {
  readonly tableId: string;
  /** Of a stream; empty for the table itself. */
  readonly label: string;
  readonly revisionId: string;
  readonly changedAt: number;
  /** Absent when it was removed: its revision is still told. */
  readonly document?: string;
}

/** Where a policy goes: `status` is the table's. */
export interface PolicySlot {
  readonly tableId: string;
  readonly status: TableStatus;
  readonly current: Attachment | undefined;
}

/** What a caller says who wants there to be no policy yet. */
const NO_POLICY = 'NO_POLICY';

/** Whether the policy is still the one that the caller has seen. Throws PolicyNotFoundException. */
export function requireRevision(
  target: PolicyTarget,
  current: Attachment | undefined,
  expected: string | undefined,
): void {
  if (expected === undefined) return;
  const actual = current?.document === undefined ? NO_POLICY : current.revisionId;
  if (actual === expected) return;
  if (expected === NO_POLICY) throw unexpectedPolicy(target, actual);
  throw actual === NO_POLICY ? noRevision(target, expected) : otherRevision(target, expected, actual);
}

/** A revision is the instant of its change, but no two are the same. */
export const nextRevisionId = (current: Attachment | undefined, now: number): string =>
  String(Math.max(now, Number(current?.revisionId ?? 0) + 1));

/**
 * Whether the policy can be changed now. On AWS a change takes a moment, and the next one may come fifteen seconds
 * later; here where `transitionMs` asks for it.
 */
export function requireChangeable(
  target: PolicyTarget,
  { current, status }: PolicySlot,
  now: number,
  transitionMs: number,
): void {
  if (status === 'DELETING') throw tableBeingDeleted(target.address.name);
  if (!current || transitionMs === 0) return;
  if (now < current.changedAt + transitionMs) throw policyPending(target);
  const nextAt = current.changedAt + MIN_POLICY_CHANGE_MS;
  if (now < nextAt) throw policyChangedTooOften(target, nextAt);
}

/** Of a new table. */
export const toAttachment = (tableId: string, document: string, now: number): Attachment => ({
  tableId,
  label: '',
  revisionId: nextRevisionId(undefined, now),
  changedAt: now,
  document,
});
