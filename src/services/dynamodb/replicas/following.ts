import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { setTable } from '../store.ts';
import { enqueueBackfill, enqueueIndexPurge } from '../tasks.ts';
import type { Index, OnDemandLimits, ProvisionedThroughput, Table } from '../table.ts';
import { followEncryption } from './encryption.ts';

const SCALER = 'dynamodb.application-autoscaling.amazonaws.com';

/** Brings what UpdateTable changed in one replica to the others, in the same transaction. */
export function changePeers(ctx: Context, tx: Transaction, before: Table, after: Table, peers: readonly Table[]): void {
  if (peers.length === 0) return;
  const isScaling = ctx.principal.kind === 'service' && ctx.principal.service === SCALER;
  for (const peer of peers) {
    const changed = follow(before, after, peer, isScaling);
    setTable(tx, changed);
    for (const index of changed.indexes) if (!findId(peer, index)) enqueueBackfill(tx, changed, index);
    for (const index of peer.indexes) if (!findId(changed, index)) enqueueIndexPurge(tx, changed, index);
  }
}

const findId = ({ indexes }: Table, { indexId }: Index) => indexes.find((index) => index.indexId === indexId);

/**
 * A replica after a change of another one. Its deletion protection, tags and stream are its own, and so are its reads
 * where they were different: those are overrides. Application Auto Scaling changes the reads of one region alone.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export function follow(before: Table, after: Table, peer: Table, isScaling = false): Table {
  const { onDemandLimits: _limits, warmThroughput: _warm, ...rest } = peer;
  const sse = followEncryption(before, after, peer);
  const limits = followLimits(before.onDemandLimits, after.onDemandLimits, peer.onDemandLimits);
  const { billing, attributes, updatedAt, tableClass, tableClassUpdatedAt, warmThroughput } = after;
  const isNewClass = tableClassUpdatedAt !== before.tableClassUpdatedAt;
  return {
    ...rest,
    attributes,
    ...(updatedAt === undefined ? {} : { updatedAt }),
    billing: {
      ...billing,
      throughput: followThroughput(before.billing.throughput, billing.throughput, peer.billing.throughput, isScaling),
    },
    indexes: followIndexes(before, after, peer, isScaling),
    ...(sse ? { sse } : {}),
    ...(isNewClass && tableClass ? { tableClass, tableClassUpdatedAt: tableClassUpdatedAt! } : {}),
    ...(limits ? { onDemandLimits: limits } : {}),
    ...(warmThroughput ? { warmThroughput } : {}),
  };
}

function followIndexes(before: Table, after: Table, peer: Table, isScaling: boolean): readonly Index[] {
  return after.indexes.map((index) => {
    const own = peer.indexes.find(({ name }) => name === index.name);
    if (!own || !findId(before, index)) return { ...index, indexId: `${index.indexId}/${peer.region}` };
    const { throughput: _throughput, onDemandLimits: _limits, ...rest } = own;
    const old = findId(before, index);
    const limits = followLimits(old?.onDemandLimits, index.onDemandLimits, own.onDemandLimits);
    return {
      ...rest,
      ...(index.throughput
        ? { throughput: followThroughput(old?.throughput, index.throughput, own.throughput, isScaling) }
        : {}),
      ...(limits ? { onDemandLimits: limits } : {}),
    };
  });
}

function followThroughput(
  before: ProvisionedThroughput | undefined,
  after: ProvisionedThroughput,
  own: ProvisionedThroughput | undefined,
  isScaling: boolean,
): ProvisionedThroughput {
  // A table that was on demand a moment ago had no reads of its own.
  const isOverridden = own !== undefined && own.readUnits > 0 && (isScaling || own.readUnits !== before?.readUnits);
  return isOverridden && after.readUnits > 0 ? { ...after, readUnits: own.readUnits } : after;
}

function followLimits(
  before: OnDemandLimits | undefined,
  after: OnDemandLimits | undefined,
  own: OnDemandLimits | undefined,
): OnDemandLimits | undefined {
  const isOverridden = own?.maxReadUnits !== undefined && own.maxReadUnits !== before?.maxReadUnits;
  return isOverridden ? { ...after, maxReadUnits: own.maxReadUnits } : after;
}
