import type { AddPermissionRequest } from '@aws-sdk/client-sqs';
import { invalidParameterValue, invalidValue, missingParameter, tooManyActions } from './errors.ts';
import { MAX_PERMISSION_ACTIONS } from './limits.ts';
import { toQueueArn } from './queue-address.ts';
import type { Queue } from './queue.ts';
import { parseMap } from './redrive-policy.ts';

interface Permission {
  readonly label: string;
  readonly accountIds: readonly string[];
  readonly actions: readonly string[];
}

interface Policy {
  readonly Statement: readonly { readonly Sid?: unknown }[];
  readonly [member: string]: unknown;
}

const LABEL = /^[A-Za-z0-9_-]{1,80}$/;
const ACCOUNT_ID = /^\d{12}$/;

/** What an owner can let others do; the other actions stay the owner's. */
const GRANTABLE = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);

export function checkPermission({ Label, AWSAccountIds, Actions }: AddPermissionRequest): Permission {
  if (!Label) throw missingParameter('Label');
  if (!LABEL.test(Label)) {
    throw invalidValue(
      Label,
      'Label',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
    );
  }
  if (!Actions?.length) throw missingParameter('Actions');
  const accountIds = AWSAccountIds ?? [];
  if (accountIds.length === 0 || !accountIds.every((id) => ACCOUNT_ID.test(id)))
    throw invalidValue(`[${accountIds.join(', ')}]`, 'PrincipalId', 'Unable to verify.');
  if (Actions.length > MAX_PERMISSION_ACTIONS) throw tooManyActions(Actions.length);
  const refused = Actions.find((action) => !GRANTABLE.has(action));
  if (refused !== undefined)
    throw invalidValue(`SQS:${refused}`, 'ActionName', 'Only the queue owner is allowed to invoke this action.');
  return { label: Label, accountIds, actions: Actions };
}

/** The queue's policy with one more statement, as AWS writes it. */
export function addStatement(queue: Queue, { label, accountIds, actions }: Permission): string {
  const arn = toQueueArn(queue);
  const policy = readPolicy(queue);
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalidValue(label, 'Label', 'Already exists.');
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(accountIds.map((accountId) => `arn:aws:iam::${accountId}:root`)) },
    Action: oneOrMany(actions.map((action) => `SQS:${action}`)),
    Resource: arn,
  };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
}

/** The queue's policy without a statement; absent when none remains. */
export function removeStatement(queue: Queue, label: string): string | undefined {
  const policy = readPolicy(queue);
  const remaining = policy.Statement.filter(({ Sid }) => Sid !== label);
  if (remaining.length === policy.Statement.length) throw invalidValue(label, 'Label', "can't find label.");
  return remaining.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: remaining });
}

function readPolicy(queue: Queue): Policy {
  const empty = { Version: '2008-10-17', Id: `${toQueueArn(queue)}/SQSDefaultPolicy`, Statement: [] };
  const policy = queue.texts.Policy === undefined ? empty : parseMap(queue.texts.Policy);
  // SetQueueAttributes lets nothing else in.
  if (!policy) throw invalidParameterValue('The policy of the queue is not a valid JSON map.');
  const { Statement: statements } = policy;
  // A single statement may stand without its list.
  return { ...policy, Statement: Array.isArray(statements) ? statements : statements ? [statements] : [] };
}

const oneOrMany = (values: readonly string[]) => (values.length === 1 ? values[0] : values);
