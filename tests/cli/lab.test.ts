import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { remains } from '../support/lab.ts';
import { cirro, startServer } from '../support/server.ts';

test('a lab whose names somebody uses says which, and makes and removes nothing', async () => {
  await using server = await startServer({ args: ['--clock', 'virtual'] });
  const settings = {
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  // A queue that CreateQueue would take for the lab's own, and a name that the lab comes to last.
  await new SQSClient(settings).send(new CreateQueueCommand({ QueueName: 'orders-dl-queue' }));
  await new IAMClient(settings).send(
    new CreateRoleCommand({ RoleName: 'lab-lambda-sqs-order-processor', AssumeRolePolicyDocument: TRUST }),
  );
  const before = await remains(server);

  const { code, stdout, stderr } = await cirro('lab', 'orders', '--port', String(server.port));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(
    'already holds parts of this lab: queue orders-dl-queue, role lab-lambda-sqs-order-processor. ' +
      'Nothing was made or changed.',
  );
  expect(await remains(server)).toEqual(before);
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
