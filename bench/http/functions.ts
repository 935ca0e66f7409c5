import { spawnSync } from 'node:child_process';
import { strToU8, zipSync } from 'fflate';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { post } from '../support/aws-request.ts';
import { load } from '../support/load.ts';
import { median, type Result } from '../support/result.ts';
import { startBare, startCirro } from '../support/servers.ts';

const ROUNDS = 3;
const COLD_ROUNDS = 9;
const CODE = {
  node: {
    runtime: 'nodejs20.x',
    file: 'index.js',
    text: 'exports.handler = async () => ({ ok: true });',
    handler: 'index.handler',
  },
  python: {
    runtime: 'python3.12',
    file: 'main.py',
    text: 'def handler(event, context):\n    return {"ok": True}\n',
    handler: 'main.handler',
  },
} as const;

/** Warm and first invokes through HTTP: over bare `node:http`, over the interpreter's own start. */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  const client = {
    endpoint: `http://127.0.0.1:${cirro.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const lambda = new LambdaClient(client);
  const role = await createRole(new IAMClient(client));
  return [
    ...(await warm(cirro.port, lambda, role)),
    await cold(lambda, role, 'node', [process.execPath, '-e', '0']),
    await cold(lambda, role, 'python', ['python3', '-c', 'pass']),
  ];
}

async function warm(port: number, lambda: LambdaClient, role: string): Promise<Result[]> {
  await createFunction(lambda, role, 'warm', 'node');
  const request = () => post('/2015-03-31/functions/warm/invocations', 'lambda', 'application/json', '{"n":1}');
  await using bare = await startBare(11);
  const ours: number[] = [];
  const theirs: number[] = [];
  await load({ port, connections: 8, seconds: 1, request });
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push((await load({ port: bare.port, connections: 8, seconds: 2, request })).perSecond);
    ours.push((await load({ port, connections: 8, seconds: 2, request })).perSecond);
  }
  const one = await load({ port, connections: 1, seconds: 2, request });
  const oneBare = await load({ port: bare.port, connections: 1, seconds: 2, request });
  return [
    {
      name: 'warm Invoke',
      value: median(ours),
      unit: 'req/s',
      ratio: median(ours) / median(theirs),
      goal: { atLeast: 0.12 },
    },
    { name: 'warm Invoke, added latency p50', value: one.p50Ms - oneBare.p50Ms, unit: 'ms', goal: { atMost: 1 } },
  ];
}

async function cold(
  lambda: LambdaClient,
  role: string,
  kind: keyof typeof CODE,
  command: readonly string[],
): Promise<Result> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const name = `cold-${kind}-${round}`;
    await createFunction(lambda, role, name, kind);
    // A person needs longer than this between creating a function and calling it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedAt = performance.now();
    await lambda.send(new InvokeCommand({ FunctionName: name, Payload: '{}' }));
    ours.push(performance.now() - startedAt);
    const bareAt = performance.now();
    spawnSync(command[0]!, command.slice(1));
    theirs.push(performance.now() - bareAt);
  }
  return {
    name: `first invoke of a new ${kind} function`,
    value: median(ours),
    unit: 'ms',
    ratio: median(ours) / median(theirs),
    goal: { atMost: 0.6 },
  };
}

async function createRole(iam: IAMClient): Promise<string> {
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'bench', AssumeRolePolicyDocument }));
  return Role!.Arn!;
}

async function createFunction(
  lambda: LambdaClient,
  Role: string,
  FunctionName: string,
  kind: keyof typeof CODE,
): Promise<void> {
  const { runtime, file, text, handler } = CODE[kind];
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: runtime,
      Handler: handler,
      Code: { ZipFile: zipSync({ [file]: strToU8(text) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 10, minDelay: 0.1 }, { FunctionName });
}
