import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteLogGroupCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  waitUntilFunctionActiveV2,
  type LambdaClient,
  type Runtime,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { packageRoot } from '../src/lib/package-root.ts';
import { ifPresent } from './clean-up.ts';

export interface LabFunction {
  readonly name: string;
  /** One source file, at `labs/<lab>/functions/<name>/<file>`. */
  readonly lab: string;
  readonly file: string;
  readonly runtime: Runtime;
  readonly handler: string;
  readonly role: string;
  readonly variables: Record<string, string>;
}

/** Resolves when it can be invoked. */
export async function createFunction(lambda: LambdaClient, one: LabFunction): Promise<void> {
  const source = readFileSync(join(packageRoot, 'labs', one.lab, 'functions', one.name, one.file));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: one.name,
      Role: one.role,
      Runtime: one.runtime,
      Handler: one.handler,
      Code: { ZipFile: zipSync({ [one.file]: source }) },
      Environment: { Variables: one.variables },
      Timeout: 15,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 0.1 }, { FunctionName: one.name });
}

/** The function and what it logged. */
export async function deleteFunction(
  { lambda, logs }: { readonly lambda: LambdaClient; readonly logs: CloudWatchLogsClient },
  FunctionName: string,
): Promise<void> {
  await ifPresent(() => lambda.send(new DeleteFunctionCommand({ FunctionName })));
  await ifPresent(() => logs.send(new DeleteLogGroupCommand({ logGroupName: `/aws/lambda/${FunctionName}` })));
}
