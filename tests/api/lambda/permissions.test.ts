import { AddPermissionCommand, GetPolicyCommand, LambdaClient, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { ECHO, createFunction } from './support.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const permission = {
  FunctionName: 'f',
  StatementId: 'from-s3',
  Action: 'lambda:InvokeFunction',
  Principal: 's3.amazonaws.com',
  SourceArn: 'arn:aws:s3:::bucket',
};
const statement = {
  Sid: 'from-s3',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ARN,
  Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' } },
};

test('a permission is added, read and removed', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, ECHO);
  const lambda = cloud.client(LambdaClient);
  const { Statement } = await lambda.send(new AddPermissionCommand(permission));
  expect(JSON.parse(Statement!)).toEqual(statement);
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: 'f' }));
  expect(JSON.parse(Policy!)).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });

  await lambda.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId: 'from-s3' }));
  expect(await errorOf(lambda.send(new GetPolicyCommand({ FunctionName: 'f' })))).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
});

test('what does not fit is refused', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, ECHO);
  const lambda = cloud.client(LambdaClient);
  const remove = (StatementId: string) =>
    errorOf(lambda.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId })));
  expect((await remove('from-s3')).message).toBe('No policy is associated with the given resource.');
  await lambda.send(new AddPermissionCommand(permission));
  expect(await errorOf(lambda.send(new AddPermissionCommand(permission)))).toMatchObject({
    name: 'ResourceConflictException',
    message:
      'The statement id (from-s3) provided already exists. ' +
      'Please provide a new statement id, or remove the existing statement.',
  });
  const onLatest = await errorOf(
    lambda.send(new AddPermissionCommand({ ...permission, StatementId: 'third', Qualifier: '$LATEST' })),
  );
  expect(onLatest.message).toBe('We currently do not support adding policies for $LATEST.');
  expect((await remove('other')).message).toBe('Statement other is not found in resource policy.');
  const stale = { ...permission, StatementId: 'second', RevisionId: '00000000-0000-4000-8000-000000000000' };
  expect((await errorOf(lambda.send(new AddPermissionCommand(stale)))).name).toBe('PreconditionFailedException');
});
