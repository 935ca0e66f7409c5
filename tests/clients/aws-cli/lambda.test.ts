import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { testWith } from '../../support/tools.ts';
import { awsCli, packageOf, trust, type AwsCli } from './support.ts';

const handler = (word: string) => `
  export const handler = async (event) => {
    console.log('said', '${word}');
    if (event.fail) throw new Error('as asked');
    return { ${word}: event };
  };`;

async function withFunction(): Promise<AwsCli> {
  const cli = await awsCli();
  const { Role } = await cli.json(
    'iam create-role --role-name speaker --assume-role-policy-document',
    trust({ Service: 'lambda.amazonaws.com' }),
  );
  cli.write('hello.zip', packageOf(handler('hello')));
  await cli.json(
    `lambda create-function --function-name speak --runtime nodejs20.x --handler index.handler --role ${Role.Arn} ` +
      '--zip-file fileb://hello.zip',
  );
  await cli.json('lambda wait function-active-v2 --function-name speak');
  return cli;
}

const invoke = (payload: object, ...more: string[]) =>
  [
    'lambda invoke --function-name speak --cli-binary-format raw-in-base64-out --payload',
    JSON.stringify(payload),
    ...more,
    'answer.json',
  ] as const;

testWith('aws cli')('functions: create, invoke, update, list, delete', async () => {
  await using cli = await withFunction();
  const answer = () => JSON.parse(readFileSync(join(cli.folder, 'answer.json'), 'utf8'));

  const invoked = await cli.json(...invoke({ n: 1 }, '--log-type', 'Tail'));
  expect(invoked).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer()).toEqual({ hello: { n: 1 } });
  const tail = Buffer.from(invoked.LogResult, 'base64').toString();
  expect(tail).toMatch(/^START RequestId: [^]*\tINFO\tsaid hello\nEND RequestId: [^]*REPORT RequestId: .*Duration: /);

  expect(await cli.json(...invoke({ fail: true }))).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(answer()).toMatchObject({ errorType: 'Error', errorMessage: 'as asked' });

  cli.write('bye.zip', packageOf(handler('bye')));
  await cli.json('lambda update-function-code --function-name speak --zip-file fileb://bye.zip');
  await cli.json('lambda wait function-updated-v2 --function-name speak');
  await cli.json(...invoke({ n: 2 }));
  expect(answer()).toEqual({ bye: { n: 2 } });

  const listed = await cli.run('lambda list-functions --query Functions[].[FunctionName,Runtime] --output text');
  expect(listed.stdout).toBe('speak\tnodejs20.x\n');
  await cli.json('lambda delete-function --function-name speak');
  expect(await cli.refusal(...invoke({}))).toBe(
    '254: An error occurred (ResourceNotFoundException) when calling the Invoke operation: ' +
      'Function not found: arn:aws:lambda:us-east-1:000000000000:function:speak',
  );
});

testWith('aws cli')('functions: their log lines are found, filtered and tailed', async () => {
  await using cli = await withFunction();
  await cli.json(...invoke({}));
  const group = '/aws/lambda/speak';
  await vi.waitFor(async () => expect((await lines(cli)).stdout).toContain('said hello'), 20_000);

  const { logGroups } = await cli.json('logs describe-log-groups --log-group-name-prefix /aws/lambda');
  expect(logGroups).toMatchObject([{ logGroupName: group }]);
  const { logStreams } = await cli.json(`logs describe-log-streams --log-group-name ${group}`);
  expect(logStreams).toMatchObject([{ logStreamName: expect.stringContaining('[$LATEST]') }]);

  const tail = await cli.run(`logs tail ${group} --since 1h --format short`);
  expect(tail.stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d INIT_START|START RequestId: /);
  expect(tail.stdout).toContain('said hello');
  expect(await cli.refusal('logs tail /nope --since 1h')).toMatch(
    /^254: An error occurred \(ResourceNotFoundException\) .* The specified log group does not exist\.$/,
  );
});

const lines = (cli: AwsCli) =>
  cli.run(
    'logs filter-log-events --log-group-name /aws/lambda/speak --filter-pattern said --query events[].message --output text',
  );

testWith('aws cli')('functions: a bad package and a strange runtime are refused', async () => {
  await using cli = await withFunction();
  // The CLI itself looks whether a zip ends like one.
  cli.write('bad.zip', packageOf(handler('torn')).fill(0, 0, 100));
  expect(await cli.refusal('lambda update-function-code --function-name speak --zip-file fileb://bad.zip')).toMatch(
    /^254: An error occurred \(InvalidParameterValueException\) .* Could not unzip uploaded file\./,
  );
  expect(await cli.refusal('lambda update-function-configuration --function-name speak --runtime cobol1.x')).toMatch(
    /^254: An error occurred \(InvalidParameterValueException\) .* Value cobol1\.x at 'runtime' failed to satisfy constraint/,
  );
});
