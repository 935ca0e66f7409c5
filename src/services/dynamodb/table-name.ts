import { invalidRegion, nameLengthOutOfRange, validationError, validationException } from './errors.ts';
import { MAX_TABLE_NAME_LENGTH, MIN_TABLE_NAME_LENGTH } from './limits.ts';

/** Where a table is. Every operation takes the name or the ARN of a table. */
export interface TableAddress {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

type Scope = Pick<TableAddress, 'accountId' | 'region'>;

const NAME = /^[a-zA-Z0-9_.-]+$/;
const ARN = /^arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):(\d{12}):table\/([a-zA-Z0-9_.-]+)$/;

/** For operations on items. DynamoDB allows shorter names here than CreateTable does: no such table is found then. */
export function parseTableName(scope: Scope, nameOrArn: string | undefined): TableAddress {
  const name = nameOrArn ?? '';
  if (NAME.test(name) && name.length <= MAX_TABLE_NAME_LENGTH) {
    return { accountId: scope.accountId, region: scope.region, name };
  }
  const address = parseTableArnHere(scope, name);
  if (address) return address;
  throw invalidTableName(nameOrArn, 1);
}

/** For operations on tables, which want the name to be there before they look at anything else. */
export function parseControlTableName(scope: Scope, nameOrArn: string | undefined): TableAddress {
  if (nameOrArn === undefined) {
    throw validationException("The parameter 'TableName' is required but was not present in the request");
  }
  const address = parseTableArnHere(scope, nameOrArn);
  if (address) return address;
  if (!isTableName(nameOrArn)) throw invalidTableName(nameOrArn, MIN_TABLE_NAME_LENGTH);
  return { accountId: scope.accountId, region: scope.region, name: nameOrArn };
}

/** What CreateTable lets a table be called. */
export const isTableName = (name: string): boolean =>
  NAME.test(name) && name.length >= MIN_TABLE_NAME_LENGTH && name.length <= MAX_TABLE_NAME_LENGTH;

/** A request in one region is not answered for another. */
function parseTableArnHere(scope: Scope, arn: string): TableAddress | undefined {
  const address = parseTableArn(arn);
  if (address && address.region !== scope.region) throw invalidRegion(arn);
  return address;
}

/** Of names that are checked in the older way: of global tables of 2017, and of tables restored from backups. */
export function requireNameLength(name: string, member: 'TableName' | 'IndexName' = 'TableName'): void {
  if (name.length < MIN_TABLE_NAME_LENGTH || name.length > MAX_TABLE_NAME_LENGTH) throw nameLengthOutOfRange(member);
}

/** What RestoreTableFromBackup makes. */
export function requireTargetName(name: string): void {
  requireNameLength(name);
  if (!NAME.test(name)) throw validationError(violationsOf(name, MIN_TABLE_NAME_LENGTH, 'targetTableName'));
}

export function parseTableArn(arn: string): TableAddress | undefined {
  const match = arn.startsWith('arn:') ? ARN.exec(arn) : null;
  if (!match) return undefined;
  const [, region, accountId, name] = match as unknown as [string, string, string, string];
  return { accountId, region, name };
}

/** Where a request names several tables, what is wrong with all the names is said in one sentence. `at` is the member. */
export const tableNameViolations = (nameOrArn: string, at: string): readonly string[] =>
  parseTableArn(nameOrArn) ? [] : violationsOf(nameOrArn, 1, at);

function invalidTableName(name: string | undefined, minLength: number) {
  if (name !== undefined) return validationError(violationsOf(name, minLength, 'tableName'));
  return validationError([`Value null at 'tableName' failed to satisfy constraint: Member must not be null`]);
}

function violationsOf(name: string, minLength: number, at: string): readonly string[] {
  const start = `Value '${name}' at '${at}' failed to satisfy constraint: Member must `;
  const isForeign = !NAME.test(name) && (name !== '' || minLength > 1);
  const foreign = isForeign ? [`${start}satisfy regular expression pattern: [a-zA-Z0-9_.-]+`] : [];
  const isControl = minLength === MIN_TABLE_NAME_LENGTH;
  return [
    ...(isControl ? [] : foreign),
    ...(name.length < minLength ? [`${start}have length greater than or equal to ${minLength}`] : []),
    ...(name.length > MAX_TABLE_NAME_LENGTH
      ? [`${start}have length less than or equal to ${MAX_TABLE_NAME_LENGTH}`]
      : []),
    ...(isControl ? foreign : []),
  ];
}
