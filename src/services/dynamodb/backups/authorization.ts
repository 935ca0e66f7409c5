import type { Authorization } from '../../../kernel/operation.ts';
import { tableArn } from '../table.ts';

type Scope = Parameters<Authorization['resources']>[1];

interface BackupInput {
  readonly BackupArn?: string | undefined;
}
interface RestoreInput extends BackupInput {
  readonly SourceTableArn?: string | undefined;
  readonly SourceTableName?: string | undefined;
  readonly TargetTableName?: string | undefined;
}

export const onBackup = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: ({ BackupArn }: BackupInput) => [BackupArn ?? '*'],
});

/** Restoring writes a table: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_IAM.html */
const TARGET_ACTIONS = ['BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'];

/** The restore is asked for on what is restored, and reading and writing on the table that it makes. */
export const onRestore = (action: string, sourceOf: (input: RestoreInput, ctx: Scope) => string) => {
  const targetOf = ({ TargetTableName }: RestoreInput, ctx: Scope) => tableArn({ ...ctx, name: TargetTableName ?? '' });
  return {
    action: `dynamodb:${action}`,
    resources: (input: RestoreInput, ctx: Scope) => [sourceOf(input, ctx), targetOf(input, ctx)],
    questions: (input: RestoreInput, ctx: Scope) => [
      { action: `dynamodb:${action}`, resources: [sourceOf(input, ctx)] },
      ...TARGET_ACTIONS.map((name) => ({ action: `dynamodb:${name}`, resources: [targetOf(input, ctx)] })),
    ],
  };
};
