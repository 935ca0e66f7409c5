import {
  BatchExecuteStatementCommand,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type ExecuteStatementCommandInput,
} from '@aws-sdk/client-dynamodb';
import { refusal, type Item } from './support.ts';

/** Statements against one client, in few words. */
export function partiql(client: DynamoDBClient) {
  const run = (Statement: string, Parameters?: AttributeValue[], more: Partial<ExecuteStatementCommandInput> = {}) =>
    client.send(new ExecuteStatementCommand({ Statement, ...(Parameters ? { Parameters } : {}), ...more }));
  return {
    run,
    items: async (Statement: string, Parameters?: AttributeValue[]): Promise<readonly Item[]> =>
      (await run(Statement, Parameters)).Items ?? [],
    /** What it is refused with, less the name of the exception where that is ValidationException. */
    problem: async (Statement: string, Parameters?: AttributeValue[], more?: Partial<ExecuteStatementCommandInput>) =>
      (await refusal(run(Statement, Parameters, more))).replace(/^ValidationException: /, ''),
    batch: async (...statements: readonly string[]) => {
      const Statements = statements.map((Statement) => ({ Statement }));
      return (await client.send(new BatchExecuteStatementCommand({ Statements }))).Responses ?? [];
    },
    transact: (...statements: readonly string[]) =>
      client.send(
        new ExecuteTransactionCommand({ TransactStatements: statements.map((Statement) => ({ Statement })) }),
      ),
    stored: async (TableName: string, Key: Item) =>
      (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item,
  };
}
