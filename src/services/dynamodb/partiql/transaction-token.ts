import { AwsError } from '../../../kernel/aws-error.ts';
import type { TaskHandler } from '../../../kernel/service.ts';
import type { Key, Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import type { State } from '../state.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html: a token holds for ten minutes. */
const TOKEN_LIFETIME_MS = 10 * 60 * 1000;

/** What is known of a transaction that has succeeded. */
export interface Remembered {
  /** Digest of the statements and their parameters. */
  readonly request: string;
  readonly expiresAt: number;
  /** What a replay costs: reading what was written. */
  readonly costs: readonly TableCost[];
}
export interface TableCost {
  readonly tableName: string;
  readonly units: number;
}

const tokenKey = ({ accountId, region }: Pick<Context, 'accountId' | 'region'>, token: string): Key => [
  'dynamodb/statement-token',
  accountId,
  region,
  token,
];

/** The transaction that succeeded under the token; throws where it was another one. */
export async function recall(
  ctx: Context,
  tx: Transaction,
  token: string,
  request: string,
): Promise<Remembered | undefined> {
  const bytes = await tx.get(tokenKey(ctx, token));
  const remembered = bytes && (JSON.parse(Buffer.from(bytes).toString()) as Remembered);
  if (!remembered || remembered.expiresAt <= tx.now) return undefined;
  if (remembered.request !== request) throw idempotentParameterMismatch();
  return remembered;
}

export function remember(
  ctx: Context,
  tx: Transaction,
  token: string,
  done: Pick<Remembered, 'request' | 'costs'>,
): void {
  const expiresAt = tx.now + TOKEN_LIFETIME_MS;
  const key = tokenKey(ctx, token);
  tx.set(key, Buffer.from(JSON.stringify({ ...done, expiresAt })));
  tx.enqueue({ type: FORGET, payload: { key } }, { at: expiresAt });
}

const FORGET = 'dynamodb.forgetStatementToken';

/** A token that was used again after its time belongs to the later transaction. */
const forget: TaskHandler<State> = async (ctx, { key }: { readonly key: Key }) => {
  await ctx.transact([FORGET, ...key], async (tx) => {
    const bytes = await tx.get(key);
    const remembered = bytes && (JSON.parse(Buffer.from(bytes).toString()) as Remembered);
    if (remembered && remembered.expiresAt <= tx.now) tx.delete(key);
  });
};

export const tokenTasks: Readonly<Record<string, TaskHandler<State>>> = { [FORGET]: forget };

const idempotentParameterMismatch = () =>
  new AwsError(
    'IdempotentParameterMismatchException',
    'Another transaction with the same client request token but different parameters was attempted',
  );
