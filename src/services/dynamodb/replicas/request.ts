import type {
  CreateReplicationGroupMemberAction,
  ReplicationGroupUpdate,
  UpdateReplicationGroupMemberAction,
} from '@aws-sdk/client-dynamodb';
import { requireTableClass } from '../table-settings.ts';
import { noReplicaAction, severalKindsOfActions, severalRegions, severalReplicaActions } from './errors.ts';

/** What is asked of one replica. */
export type ReplicaAction =
  | { readonly kind: 'create'; readonly region: string; readonly settings: CreateReplicationGroupMemberAction }
  | { readonly kind: 'update'; readonly region: string; readonly settings: UpdateReplicationGroupMemberAction }
  | { readonly kind: 'delete'; readonly region: string };

/** One change of one replica a call; the same one twice counts once. */
export function toReplicaAction(updates: readonly ReplicationGroupUpdate[]): ReplicaAction {
  const actions = updates.map(toAction);
  const [first] = actions;
  if (!first) throw noReplicaAction();
  if (actions.some(({ kind }) => kind !== first.kind)) throw severalKindsOfActions();
  if (actions.some(({ region }) => region !== first.region)) {
    throw first.kind === 'update' ? severalRegions() : severalReplicaActions();
  }
  return first;
}

function toAction({ Create, Update, Delete }: ReplicationGroupUpdate): ReplicaAction {
  if ([Create, Update, Delete].filter((action) => action !== undefined).length > 1) throw severalKindsOfActions();
  if (Delete) return { kind: 'delete', region: Delete.RegionName! };
  const settings = Create ?? Update;
  if (!settings) throw noReplicaAction();
  requireTableClass(settings.TableClassOverride);
  if (Create) return { kind: 'create', region: Create.RegionName!, settings: Create };
  if (!Update || !hasChange(Update)) throw noReplicaAction();
  return { kind: 'update', region: Update.RegionName!, settings: Update };
}

function hasChange(settings: UpdateReplicationGroupMemberAction): boolean {
  return (
    settings.KMSMasterKeyId !== undefined ||
    settings.ProvisionedThroughputOverride !== undefined ||
    settings.OnDemandThroughputOverride !== undefined ||
    settings.TableClassOverride !== undefined ||
    (settings.GlobalSecondaryIndexes ?? []).some(
      (index) => index.ProvisionedThroughputOverride ?? index.OnDemandThroughputOverride,
    )
  );
}
