import { parseArn } from '../../../lib/arn.ts';
import { invalidParameter } from '../errors.ts';
import { streamArn } from '../streams/stream.ts';
import { tableArn } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { foreignResource } from './errors.ts';

/** What a resource policy belongs to: a table with its indexes, or one stream of a table. */
export interface PolicyTarget {
  readonly address: TableAddress;
  /** Of a stream. */
  readonly label?: string;
}

const RESOURCE = /^table\/([a-zA-Z0-9_.-]+)(?:\/(index|stream)\/([^/]+))?$/;

/** Whose policy has a say about the resource of this ARN; undefined for what can have none. */
export function toPolicyTarget(arn: string): PolicyTarget | undefined {
  const parsed = parseArn(arn);
  const [, name, kind, label] = RESOURCE.exec(parsed?.resource ?? '') ?? [];
  if (parsed?.service !== 'dynamodb' || name === undefined) return undefined;
  const address = { accountId: parsed.accountId, region: parsed.region, name };
  return kind === 'stream' && label !== undefined ? { address, label } : { address };
}

/** Of a request. Throws what DynamoDB says of other ARNs. */
export function requirePolicyTarget(
  scope: Pick<TableAddress, 'accountId' | 'region'>,
  arn: string | undefined = '',
): PolicyTarget {
  if (!arn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${arn}`);
  const target = toPolicyTarget(arn);
  if (!target) throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  if (arn.includes('/index/')) {
    throw invalidParameter(
      `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
    );
  }
  if (target.address.accountId !== scope.accountId) throw foreignResource();
  if (target.address.region !== scope.region || parseArn(arn)?.partition !== 'aws') {
    throw invalidParameter(`Invalid resource Arn: ${arn}`);
  }
  return target;
}

export const arnOf = ({ address, label }: PolicyTarget): string =>
  label === undefined ? tableArn(address) : streamArn({ ...address, tableName: address.name, label });
