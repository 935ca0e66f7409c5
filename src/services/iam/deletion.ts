import type { Snapshot } from '../../storage/storage.ts';
import { mustDeletePolicies, mustDetachPolicies } from './errors.ts';
import { attachments, inlinePolicies } from './store.ts';

/** Throws DeleteConflict while policies are attached to the entity or inline in it. */
export async function requireNoPolicies(from: Snapshot, entityId: string): Promise<void> {
  const one = { prefix: [entityId], limit: 1 };
  if ((await attachments.list(from, one)).length > 0) throw mustDetachPolicies();
  if ((await inlinePolicies.list(from, one)).length > 0) throw mustDeletePolicies();
}
