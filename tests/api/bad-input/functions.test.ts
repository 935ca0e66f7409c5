import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type Runtime,
} from '@aws-sdk/client-lambda';
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { testWith } from '../../support/tools.ts';
import { createFunction, createRole, ECHO, invoke, packageOf } from '../lambda/support.ts';
import { changesNothing } from './wire.ts';

const NOT_A_ZIP = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
const good = packageOf(ECHO);
/** A file whose path leads out of the package. */
const escaping = zipSync({ '../../outside.mjs': new TextEncoder().encode(ECHO) });

const PACKAGES: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['text', new TextEncoder().encode('this is text'), new RegExp(NOT_A_ZIP)],
  ['half a zip', good.subarray(0, good.length / 2), new RegExp(NOT_A_ZIP)],
  ['a zip with a damaged file', damaged(good), new RegExp(NOT_A_ZIP)],
  ['a zip of nothing', zipSync({}), /Uploaded file must be a non-empty zip/],
  ['a path that leads outside', escaping, new RegExp(NOT_A_ZIP)],
];

test.each(PACKAGES)('%s makes no function, and leaves the one that is there', async (_, ZipFile, message) => {
  await using cloud = await testCloud();
  const { Role } = await createFunction(cloud, ECHO);
  const lambda = cloud.client(LambdaClient);
  await changesNothing(cloud, async () => {
    const created = await errorOf(createFunction(cloud, '', { FunctionName: 'g', Role: Role!, Code: { ZipFile } }));
    const updated = await errorOf(lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile })));
    for (const error of [created, updated]) {
      expect(error).toMatchObject({
        name: 'InvalidParameterValueException',
        message: expect.stringMatching(message),
        $metadata: { httpStatusCode: 400 },
      });
    }
  });
  expect((await invoke(cloud, { still: 'here' })).result).toEqual({ still: 'here' });
});

test.each([
  ['nope.handler', 'Runtime.ImportModuleError', "Error: Cannot find module 'nope'"],
  ['index.nope', 'Runtime.HandlerNotFound', 'index.nope is undefined or not exported'],
  ['index', 'Runtime.MalformedHandlerName', 'Bad handler'],
])('the handler %s does not exist, and every call says so', async (Handler, errorType, errorMessage) => {
  await using cloud = await testCloud();
  await createFunction(cloud, ECHO, { Handler });
  for (let call = 0; call < 2; call++) {
    const answer = await invoke(cloud, {});
    expect(answer).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      result: { errorType, errorMessage: expect.stringContaining(errorMessage) },
    });
  }
  const lambda = cloud.client(LambdaClient);
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Handler: 'index.handler' }));
  expect((await invoke(cloud, { now: 'right' })).result).toEqual({ now: 'right' });
});

testWith('python3')('a handler in Python that does not exist says so', async () => {
  await using cloud = await testCloud();
  const code = 'def handler(event, context):\n    return event\n';
  const Code = { ZipFile: packageOf(code, 'main.py') };
  await createFunction(cloud, '', { Runtime: 'python3.12', Handler: 'nope.handler', Code });
  expect((await invoke(cloud, {})).result).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    errorMessage: "Unable to import module 'nope': No module named 'nope'",
  });
  const lambda = cloud.client(LambdaClient);
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Handler: 'main.nope' }));
  expect((await invoke(cloud, {})).result).toMatchObject({
    errorType: 'Runtime.HandlerNotFound',
    errorMessage: "Handler 'nope' missing on module 'main'",
  });
});

test.each(['ruby3.3', 'java21', 'dotnet8'] satisfies Runtime[])(
  'a function for %s can be made, and its calls say in a sentence why it does not run',
  async (runtime) => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO, { Runtime: runtime });
    const answer = await invoke(cloud, {});
    expect(answer).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      result: {
        errorType: 'Runtime.NotAvailable',
        errorMessage: expect.stringMatching(
          new RegExp(`Runtime ${runtime} is not available.*Node\\.js, Python and provided`),
        ),
      },
    });
    await createFunction(cloud, ECHO, { FunctionName: 'g', Role: await createRole(cloud, 'other') });
    expect((await invoke(cloud, 1, { FunctionName: 'g' })).result).toBe(1);
  },
);

test.each([
  ['throws', "throw new TypeError('no good')", 'TypeError', 'no good'],
  ['throws what is no error', "throw 'text'", 'string', 'text'],
  ['ends its process', 'process.exit(3)', 'Runtime.ExitError', 'Runtime exited with error: exit status 3'],
  [
    'kills itself',
    "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})",
    'Runtime.ExitError',
    'signal: killed',
  ],
  ['returns what JSON cannot say', 'return 1n', 'Error', 'Unable to stringify response body'],
  ['never ends', 'for (;;);', 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
  [
    'never answers',
    'await new Promise((resolve) => setTimeout(resolve, 60_000))',
    'Sandbox.Timedout',
    'Task timed out after 1.00 seconds',
  ],
])('a function that %s fails alone: the next call and the cloud go on', async (_, body, errorType, errorMessage) => {
  await using cloud = await testCloud({ clock: 'system' });
  const code = `export const handler = async (event) => { if (event.bad) { ${body} } return 'fine'; };`;
  await createFunction(cloud, code, { Timeout: 1 });
  const answer = await invoke(cloud, { bad: true }, { LogType: 'Tail' });
  expect(answer).toMatchObject({
    StatusCode: 200,
    FunctionError: 'Unhandled',
    result: { errorType, errorMessage: expect.stringContaining(errorMessage) },
  });
  expect(Buffer.from(answer.LogResult!, 'base64').toString()).toMatch(/END RequestId.*\nREPORT RequestId/);
  expect((await invoke(cloud, {})).result).toBe('fine');
});

test('a role that goes away stops its function in plain words, and not the others', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, ECHO);
  await createFunction(cloud, ECHO, { FunctionName: 'g', Role: await createRole(cloud, 'other') });
  await cloud.client(IAMClient).send(new DeleteRoleCommand({ RoleName: 'function-role' }));
  const error = await errorOf(invoke(cloud, {}));
  expect(error).toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The role defined for the function cannot be assumed by Lambda.',
  });
  expect((await invoke(cloud, 1, { FunctionName: 'g' })).result).toBe(1);
});

test('a function that is not there is not found, whatever is asked of it', async () => {
  await using cloud = await testCloud();
  const lambda = cloud.client(LambdaClient);
  await changesNothing(cloud, async () => {
    for (const command of [
      new InvokeCommand({ FunctionName: 'nope' }),
      new GetFunctionConfigurationCommand({ FunctionName: 'nope' }),
      new UpdateFunctionCodeCommand({ FunctionName: 'nope', ZipFile: good }),
    ]) {
      expect(await errorOf(lambda.send(command))).toMatchObject({
        name: 'ResourceNotFoundException',
        message: expect.stringMatching(/^Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope/),
        $metadata: { httpStatusCode: 404 },
      });
    }
  });
});

test('of many that make the same function at once, one succeeds and the others are told', async () => {
  await using cloud = await testCloud();
  const Role = await createRole(cloud);
  const lambda = cloud.client(LambdaClient);
  const make = () =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'f',
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Role,
        Code: { ZipFile: good },
      }),
    );
  const made = await Promise.allSettled(Array.from({ length: 8 }, make));
  const refused = made.filter((one) => one.status === 'rejected');
  expect(refused.map(({ reason }) => (reason as Error).name)).toEqual(Array(7).fill('ResourceConflictException'));
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
});

/** The same archive with a bit turned in the middle of its first file. */
function damaged(archive: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(archive);
  const middle = 30 + 'index.mjs'.length + 5;
  copy[middle] = copy[middle]! ^ 0xff;
  return copy;
}
