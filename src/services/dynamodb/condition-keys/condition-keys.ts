import type { ConditionKeys } from '../../../kernel/operation.ts';
import type { KeySchema } from '../key-schema.ts';
import type { Value } from '../values/value.ts';

/** What a request, or one action of it, does with the items of a table, as far as IAM can ask. */
export interface ItemAccess {
  /** Names of top-level attributes, those of the key included. */
  readonly attributes: readonly string[];
  /** The values of the partition key that it names; undefined where it names none. */
  readonly leadingValues: (keys: KeySchema) => readonly Value[] | undefined;
  readonly select?: string | undefined;
  readonly returnValues?: string | undefined;
  readonly returnConsumedCapacity?: string | undefined;
}

const WRITE = ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'ReturnValues'] as const;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
const KEYS = {
  BatchGetItem: ['Attributes', 'LeadingKeys', 'ReturnConsumedCapacity', 'Select'],
  BatchWriteItem: ['Attributes', 'LeadingKeys', 'ReturnConsumedCapacity'],
  ConditionCheckItem: WRITE,
  DeleteItem: WRITE,
  GetItem: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnConsumedCapacity', 'Select'],
  PartiQLDelete: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnValues'],
  PartiQLInsert: ['Attributes', 'EnclosingOperation', 'LeadingKeys'],
  PartiQLSelect: ['Attributes', 'EnclosingOperation', 'FullTableScan', 'LeadingKeys', 'Select'],
  PartiQLUpdate: ['Attributes', 'EnclosingOperation', 'LeadingKeys', 'ReturnValues'],
  PutItem: WRITE,
  Query: ['Attributes', 'LeadingKeys', 'ReturnConsumedCapacity', 'ReturnValues', 'Select'],
  Scan: ['Attributes', 'ReturnConsumedCapacity', 'ReturnValues', 'Select'],
  UpdateItem: WRITE,
} as const satisfies Readonly<Record<string, readonly (keyof typeof VALUES)[]>>;

export type ItemAction = keyof typeof KEYS;

interface Accesses {
  readonly accesses: readonly ItemAccess[];
  readonly keys: KeySchema;
  /** The transaction around it. */
  readonly enclosing?: string | undefined;
}

const VALUES = {
  Attributes: ({ accesses }: Accesses) => distinct(accesses.flatMap(({ attributes }) => attributes)),
  EnclosingOperation: ({ enclosing }: Accesses) => enclosing,
  FullTableScan: ({ accesses, keys }: Accesses) =>
    String(accesses.some(({ leadingValues }) => leadingValues(keys) === undefined)),
  LeadingKeys: ({ accesses, keys }: Accesses) => {
    const values = accesses.flatMap(({ leadingValues }) => leadingValues(keys) ?? []);
    return values.length === 0 ? undefined : distinct(values.map(toText));
  },
  ReturnConsumedCapacity: ({ accesses }: Accesses) => accesses[0]?.returnConsumedCapacity ?? 'NONE',
  ReturnValues: ({ accesses }: Accesses) => accesses[0]?.returnValues ?? 'NONE',
  Select: ({ accesses }: Accesses) => accesses[0]?.select,
} as const;

/** The values of DynamoDB's condition keys that an action has; a key without a value is not in the request. */
export function conditionKeysOf(action: ItemAction, accesses: Accesses): ConditionKeys {
  const values = KEYS[action].map((name) => [`dynamodb:${name}`, VALUES[name](accesses)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const toText = (value: Value): string => {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? Buffer.from(value.B).toString('base64') : '';
};
