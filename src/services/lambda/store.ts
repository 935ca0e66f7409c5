import type { Key, Snapshot, Transaction } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import { functionNotFound, mappingNotFound } from './errors.ts';
import type { Mapping } from './event-source-mapping/mapping.ts';
import { type FunctionReference, toQualifiedArn } from './function-name.ts';
import { type Configuration, LATEST, type LambdaFunction, type Version } from './lambda-function.ts';

type Identity = Pick<FunctionReference, 'accountId' | 'region' | 'name'>;

export const functions = table<LambdaFunction>('lambda/function', {
  key: (row) => [row.accountId, row.region, row.name],
  isReadOften: true,
});

export const versions = table<Version>('lambda/version', {
  key: (row) => [row.functionId, row.number],
  isReadOften: true,
});

export const mappings = table<Mapping, 'source'>('lambda/mapping', {
  key: (row) => [row.accountId, row.region, row.uuid],
  indexes: { source: (row) => [row.accountId, row.region, row.eventSourceArn, row.functionArn, row.uuid] },
});

export async function knownRuntimes(from: Snapshot): Promise<ReadonlySet<string>> {
  const runtimes = new Set<string>();
  for await (const { latest } of functions.scan(from)) runtimes.add(latest.runtime);
  return runtimes;
}

export const functionLane = ({ accountId, region, name }: Identity): Key => ['lambda', accountId, region, name];
export const mappingLane = (uuid: string): Key => ['lambda', 'mapping', uuid];

export const findFunction = (from: Snapshot, { accountId, region, name }: Identity) =>
  functions.get(from, [accountId, region, name]);

/** Throws ResourceNotFoundException, which names the function as the caller did. */
export async function requireFunction(from: Snapshot, reference: FunctionReference): Promise<LambdaFunction> {
  const found = await findFunction(from, reference);
  if (!found) throw functionNotFound(toQualifiedArn(reference));
  return found;
}

export interface FunctionVersion {
  readonly owner: LambdaFunction;
  readonly configuration: Configuration;
}

/** The version that the qualifier names, `$LATEST` where there is none. */
export async function requireVersion(from: Snapshot, reference: FunctionReference): Promise<FunctionVersion> {
  const owner = await requireFunction(from, reference);
  const { qualifier } = reference;
  if (qualifier === undefined || qualifier === LATEST) return { owner, configuration: owner.latest };
  const number = /^\d+$/.test(qualifier) ? Number(qualifier) : 0;
  const version = number > 0 ? await versions.get(from, [owner.functionId, number]) : undefined;
  if (!version) throw functionNotFound(toQualifiedArn(reference));
  return { owner, configuration: version.configuration };
}

/** Takes the code off the disk after the commit, unless a version of the function still has it. */
export const discardCode = (tx: Transaction, owner: LambdaFunction, blobId: string): void =>
  tx.enqueue({
    type: 'lambda.discardCode',
    payload: {
      accountId: owner.accountId,
      region: owner.region,
      name: owner.name,
      functionId: owner.functionId,
      blobId,
    },
  });

export async function requireMapping(
  from: Snapshot,
  { accountId, region, uuid }: Pick<Mapping, 'accountId' | 'region' | 'uuid'>,
): Promise<Mapping> {
  const mapping = await mappings.get(from, [accountId, region, uuid]);
  if (!mapping) throw mappingNotFound();
  return mapping;
}
