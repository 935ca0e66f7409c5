import { AwsError } from '../../../kernel/aws-error.ts';
import { invalidParameter, validationException } from '../errors.ts';
import { MAX_POLICY_BYTES, MIN_POLICY_CHANGE_MS } from '../limits.ts';
import type { PolicyTarget } from './target.ts';

/** What DynamoDB says of resource policies; as recorded on AWS, except where a comment says otherwise. */
export const foreignResource = () =>
  validationException('This action is only supported by accounts that match the resource owner’s account.');
export const streamOfTableNotFound = (label: string, tableName: string) =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Stream: ${label} not found for Table: ${tableName}`,
  );

const policyNotFound = (reason: string) =>
  new AwsError('PolicyNotFoundException', `Resource-based policy not found for the provided ResourceArn: ${reason}`);
export const noPolicy = (arn: string) => policyNotFound(arn);
export const unexpectedPolicy = (target: PolicyTarget, revisionId: string) =>
  policyNotFound(
    `Requested policy update expecting none to be present for ${name(target)}, but a policy exists with revision id ${revisionId}.`,
  );
export const otherRevision = (target: PolicyTarget, expected: string, actual: string) =>
  policyNotFound(
    `Requested update for policy with revision id ${expected}, but the policy associated to target ${name(target)} has revision id ${actual}.`,
  );
/** Recorded up to the table's name. */
export const noRevision = (target: PolicyTarget, expected: string) =>
  policyNotFound(
    `Requested update for policy with revision id ${expected}, but ${name(target)} has no associated policy.`,
  );

export const policyPending = ({ address, label }: PolicyTarget) =>
  new AwsError(
    'ResourceInUseException',
    'Attempt to change a resource which is still in use: ' +
      `${label === undefined ? 'Table' : 'Stream'} is pending previous resource-based policy update: ${label ?? address.name}`,
  );
export const policyChangedTooOften = (target: PolicyTarget, nextAt: number) =>
  new AwsError(
    'ThrottlingException',
    `Resource-based policy for ${name(target)} modified within the previous ${MIN_POLICY_CHANGE_MS} milliseconds. ` +
      `Please try again after ${new Date(nextAt).toISOString()}.`,
  );

/** As AWS names it where it says "table": a stream is recorded by its label alone. */
const name = ({ address, label }: PolicyTarget): string =>
  label === undefined ? `table ${address.name}` : `stream ${label}`;

export const selfLockout = () =>
  new AwsError(
    'AccessDeniedException',
    'The new resource policy will not allow you to update the resource policy in the future.',
  );

const invalidDocument = (problem: string) => invalidParameter(`Invalid policy document: ${problem}`);
export const policyTooLarge = () => invalidParameter(`Maximum policy size of ${MAX_POLICY_BYTES} bytes exceeded`);
export const invalidJson = () => invalidDocument('This policy contains invalid Json');
export const notAPolicy = () => invalidDocument('This text appears not to be a policy');
export const emptyStatement = () => invalidDocument('Could not parse the policy: Statement is empty!');
export const missingField = (field: string) => invalidDocument(`Missing required field ${field}`);
/** Which place AWS names is known of one kind of mistake only, a principal that is a bare text. */
export const syntaxError = (line: number, column: number) =>
  invalidDocument(`Syntax error at position (${line},${column})`);
export const duplicateStatementIds = () => invalidDocument('The Statement Ids in the policy are not unique');
export const invalidActions = (actions: readonly string[]) =>
  invalidDocument(`The following action names are invalid: ${actions.map((action) => `"${action}"`).join(', ')}`);
export const invalidRelativeId = (relativeId: string, arn: string) =>
  invalidDocument(`The relative-id "${relativeId}" is invalid for ARN "${arn}"`);
/** Not recorded; these are the words of IAM. */
export const notAnArn = (resource: string) => invalidDocument(`Resource ${resource} must be in ARN format or "*".`);
export const invalidPrincipal = () => invalidParameter('Invalid principal in policy document.');
export const unboundedAccess = () =>
  validationException(
    'Resource-based policy grants unbounded access in one or more elements. ' +
      'Please revise the policy to ensure least-privilege form of access',
  );
