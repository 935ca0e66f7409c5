import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { AttributeValue, Context } from '../api.ts';
import { createTable } from '../operations/create-table.ts';
import { scan } from '../operations/scan.ts';
import { transactGetItems } from '../operations/transact-get-items.ts';
import { transactWriteItems } from '../operations/transact-write-items.ts';
import { testContext } from '../testing.ts';

/** The simplest telling of transactions: one after the other, on a map. */
type State = ReadonlyMap<string, Attributes>;

interface Attributes {
  readonly n?: number;
  /** The partition key of the global index. */
  readonly g?: string;
}

interface Place {
  readonly table: string;
  readonly id: string;
}

type Condition = 'exists' | 'absent' | 'positive';

interface Action {
  readonly kind: 'put' | 'add' | 'increment' | 'ungroup' | 'delete' | 'check';
  readonly place: Place;
  readonly n: number;
  readonly g: string | undefined;
  readonly condition: Condition | undefined;
}

interface Request {
  readonly actions: readonly Action[];
  readonly token: string | undefined;
}

const TABLES = ['one', 'two'];
const IDS = ['a', 'b', 'c'];
const PLACES: readonly Place[] = TABLES.flatMap((table) => IDS.map((id) => ({ table, id })));
const nameOf = ({ table, id }: Place) => `${table}/${id}`;

const actions: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('put', 'add', 'increment', 'ungroup', 'delete', 'check'),
  place: fc.constantFrom(...PLACES),
  n: fc.integer({ min: -2, max: 2 }),
  g: fc.constantFrom(undefined, 'x', 'y'),
  condition: fc.constantFrom(undefined, undefined, 'exists', 'absent', 'positive'),
});

/** Mostly of distinct items: a request that names one twice is soon told. */
const requests: fc.Arbitrary<Request> = fc.record({
  actions: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.uniqueArray(actions, { minLength: 1, maxLength: 4, selector: ({ place }) => nameOf(place) }),
    },
    { weight: 1, arbitrary: fc.array(actions, { minLength: 2, maxLength: 3 }) },
  ),
  token: fc.constantFrom(undefined, undefined, 'token'),
});

const conditionOf = ({ kind, condition }: Action): Condition | undefined =>
  kind === 'check' ? (condition ?? 'exists') : condition;

function holds(condition: Condition | undefined, item: Attributes | undefined): boolean {
  if (condition === 'exists') return item !== undefined;
  if (condition === 'absent') return item === undefined;
  return condition === undefined || (item?.n ?? 0) > 0;
}

type Outcome = { readonly reason: string } | { readonly next: Attributes | undefined };

function outcomeOf(action: Action, item: Attributes | undefined): Outcome {
  if (!holds(conditionOf(action), item)) return { reason: 'ConditionalCheckFailed' };
  switch (action.kind) {
    case 'put':
      return { next: { n: action.n, ...(action.g === undefined ? {} : { g: action.g }) } };
    case 'add':
      return { next: { ...item, n: (item?.n ?? 0) + action.n } };
    case 'increment':
      return item?.n === undefined ? { reason: 'ValidationError' } : { next: { ...item, n: item.n + action.n } };
    case 'ungroup': {
      const { g: _, ...rest } = item ?? {};
      return { next: item && rest };
    }
    case 'delete':
      return { next: undefined };
    default:
      return { next: item };
  }
}

interface Told {
  readonly state: State;
  readonly answer: string;
}

function tell(state: State, all: readonly Action[]): Told {
  if (new Set(all.map(({ place }) => nameOf(place))).size < all.length) return { state, answer: 'ValidationException' };
  const outcomes = all.map((action) => outcomeOf(action, state.get(nameOf(action.place))));
  if (outcomes.some((outcome) => 'reason' in outcome)) {
    return { state, answer: outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : 'None')).join() };
  }
  const next = new Map(state);
  for (const [at, outcome] of outcomes.entries()) {
    const name = nameOf(all[at]!.place);
    if ('next' in outcome && outcome.next) next.set(name, outcome.next);
    else next.delete(name);
  }
  return { state: next, answer: 'done' };
}

const CONDITIONS: Readonly<Record<Condition, string>> = {
  exists: 'attribute_exists(id)',
  absent: 'attribute_not_exists(id)',
  positive: 'n > :zero',
};
const number = (n: number): AttributeValue => ({ N: String(n) });

function toApi(action: Action): TransactWriteItem {
  const { kind, place, n, g } = action;
  const condition = conditionOf(action);
  const Key = { id: { S: place.id } };
  const values = {
    ...(kind === 'add' || kind === 'increment' ? { ':n': number(n) } : {}),
    ...(condition === 'positive' ? { ':zero': number(0) } : {}),
  };
  const common = {
    TableName: place.table,
    ...(condition ? { ConditionExpression: CONDITIONS[condition] } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
  switch (kind) {
    case 'put':
      return { Put: { ...common, Item: { ...Key, n: number(n), ...(g === undefined ? {} : { g: { S: g } }) } } };
    case 'delete':
      return { Delete: { ...common, Key } };
    case 'check':
      return { ConditionCheck: { ...common, Key, ConditionExpression: CONDITIONS[condition!] } };
    default: {
      const UpdateExpression = { add: 'ADD n :n', increment: 'SET n = n + :n', ungroup: 'REMOVE g' }[kind];
      return { Update: { ...common, Key, UpdateExpression } };
    }
  }
}

async function answerOf(ctx: Context, request: Request): Promise<string> {
  try {
    await transactWriteItems(ctx, {
      TransactItems: request.actions.map(toApi),
      ...(request.token === undefined ? {} : { ClientRequestToken: request.token }),
    });
    return 'done';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const reasons = error.fields['CancellationReasons'] as { Code: string }[] | undefined;
    return reasons ? reasons.map(({ Code }) => Code).join() : error.code;
  }
}

async function contextWithTables(): Promise<Context> {
  const ctx = testContext();
  for (const TableName of TABLES) {
    await createTable(ctx, {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['id', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'global',
          KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
  }
  return ctx;
}

type OutputItem = Record<string, AttributeValue>;

function toAttributes({ n, g }: OutputItem): Attributes {
  return { ...(n ? { n: Number(n.N) } : {}), ...(g?.S === undefined ? {} : { g: g.S }) };
}

async function readState(ctx: Context): Promise<State> {
  const TransactItems = PLACES.map(({ table, id }) => ({ Get: { TableName: table, Key: { id: { S: id } } } }));
  const { Responses } = await transactGetItems(ctx, { TransactItems });
  return new Map(
    Responses!.flatMap(({ Item }, at) => (Item ? [[nameOf(PLACES[at]!), toAttributes(Item)] as const] : [])),
  );
}

async function readIndexes(ctx: Context): Promise<State> {
  const entries = await Promise.all(
    TABLES.map(async (table) => {
      const { Items } = await scan(ctx, { TableName: table, IndexName: 'global' });
      return Items!.map((item) => [`${table}/${item['id']!.S}`, toAttributes(item)] as const);
    }),
  );
  return new Map(entries.flat());
}

const indexed = (state: State): State => new Map([...state].filter(([, { g }]) => g !== undefined));

test('transactions do one after the other what the model does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(requests, { maxLength: 12 }), async (all) => {
      const ctx = await contextWithTables();
      let state: State = new Map();
      let used: string | undefined;
      for (const request of all) {
        const text = JSON.stringify(request.actions.map(toApi));
        let told = tell(state, request.actions);
        // A token that was used stands for its request: again it does nothing, with another it is refused.
        if (request.token !== undefined && used !== undefined) {
          told = { state, answer: used === text ? 'done' : 'IdempotentParameterMismatchException' };
        } else if (request.token !== undefined && told.answer === 'done') used = text;

        expect(await answerOf(ctx, request)).toBe(told.answer);
        expect(await readState(ctx)).toEqual(told.state);
        state = told.state;
      }
      expect(await readIndexes(ctx)).toEqual(indexed(state));
    }),
    { numRuns: 150 },
  );
});

const sameState = (one: State, other: State) =>
  PLACES.map(nameOf).every((name) => JSON.stringify(one.get(name)) === JSON.stringify(other.get(name)));

/** Something that happened: a request and its answer, or all items as they were read at once. */
type Event = { readonly request: Request; readonly answer: string } | { readonly seen: State };

/** Whether the events, in some order, are what the model does from the one state to the other. */
function isExplained(state: State, left: readonly Event[], end: State): boolean {
  if (left.length === 0) return sameState(state, end);
  return left.some((event, at) => {
    const others = left.toSpliced(at, 1);
    if ('seen' in event) return sameState(state, event.seen) && isExplained(state, others, end);
    const told = tell(state, event.request.actions);
    return told.answer === event.answer && isExplained(told.state, others, end);
  });
}

test('transactions at once are as if one after the other', async () => {
  const untold = requests.map(({ actions: all }): Request => ({ actions: all, token: undefined }));
  await fc.assert(
    fc.asyncProperty(untold, fc.array(untold, { minLength: 2, maxLength: 6 }), async (first, all) => {
      const ctx = await contextWithTables();
      await answerOf(ctx, first);
      const start = await readState(ctx);
      const events = await Promise.all<Event>([
        ...all.map(async (request) => ({ request, answer: await answerOf(ctx, request) })),
        readState(ctx).then((seen) => ({ seen })),
      ]);
      const end = await readState(ctx);

      expect(isExplained(start, events, end)).toBe(true);
      expect(await readIndexes(ctx)).toEqual(indexed(end));
    }),
    { numRuns: 150 },
  );
});
