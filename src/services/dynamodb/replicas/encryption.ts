import type { SSESpecification } from '@aws-sdk/client-dynamodb';
import type { Table } from '../table.ts';
import { keyForEachReplica, keyOfOtherRegion, keysOfOneKind } from './errors.ts';

/** The key that AWS keeps in each account and region. */
const AWS_MANAGED_KEY = 'alias/aws/dynamodb';

const isCustomerKey = (key: string | undefined): boolean => key !== undefined && key !== AWS_MANAGED_KEY;

/** All replicas are encrypted in the same way, each with a key of its region. */
export function toReplicaEncryption(
  { sse }: Table,
  key: string | undefined,
  region: string,
): SSESpecification | undefined {
  if (!sse?.Enabled) {
    if (key !== undefined) throw keyForEachReplica();
    return undefined;
  }
  if (isCustomerKey(sse.KMSMasterKeyId) && key === undefined) throw keyForEachReplica();
  if (isCustomerKey(sse.KMSMasterKeyId) !== isCustomerKey(key)) throw keysOfOneKind();
  if (key?.startsWith('arn:') && key.split(':')[3] !== region) throw keyOfOtherRegion(key, region);
  return { Enabled: true, SSEType: 'KMS', ...(isCustomerKey(key) ? { KMSMasterKeyId: key } : {}) };
}

/** What a change of one replica's encryption means for another: the kind is the same for all, the key is its own. */
export function followEncryption(before: Table, after: Table, peer: Table): SSESpecification | undefined {
  if (after.sse === before.sse) return peer.sse;
  if (!after.sse?.Enabled) return after.sse;
  const wantsCustomerKey = isCustomerKey(after.sse.KMSMasterKeyId);
  if (!wantsCustomerKey) return after.sse;
  if (!isCustomerKey(peer.sse?.KMSMasterKeyId)) throw keysOfOneKind();
  return peer.sse;
}
