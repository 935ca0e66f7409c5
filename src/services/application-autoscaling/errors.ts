import { AwsError } from '../../kernel/aws-error.ts';
import type { TargetKey } from './scalable-target.ts';

export const validationException = (message: string) => new AwsError('ValidationException', message);

export const validationError = (violations: readonly string[]) =>
  validationException(
    `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
  );

export const unsupportedResource = () =>
  validationException('Unsupported service namespace, resource type or scalable dimension');
export const tableDoesNotExist = (resourceId: string) =>
  validationException(`DynamoDB table does not exist: ${resourceId}`);
export const invalidArn = (arn: string) => validationException(`'${arn}' is not a valid ARN`);

/** What Cirro has no such resources of: AWS would look for the resource now. */
export const namespaceNotImplemented = (namespace: string) =>
  new AwsError('NotImplemented', `Cirro does not scale resources of ${namespace} yet; it scales those of dynamodb.`, {
    status: 501,
  });
export const customMetricsNotImplemented = () =>
  new AwsError('NotImplemented', 'Cirro does not scale by customized metrics yet; predefined metrics are there.', {
    status: 501,
  });

const describe = ({ namespace, resourceId, dimension }: TargetKey): string =>
  `service namespace: ${namespace}, resource ID: ${resourceId}, scalable dimension: ${dimension}`;

const objectNotFound = (message: string) => new AwsError('ObjectNotFoundException', message);

/** Those who want to put something onto a target hear another word than those who want the target itself. */
export const targetNotRegistered = (key: TargetKey) =>
  objectNotFound(`No scalable target registered for ${describe(key)}`);
export const targetNotFound = (key: TargetKey) => objectNotFound(`No scalable target found for ${describe(key)}`);
export const policyNotFound = (key: TargetKey, name: string) =>
  objectNotFound(`No scaling policy found for ${describe(key)}, policy name: ${name}`);
export const scheduledActionNotFound = (key: TargetKey, name: string) =>
  objectNotFound(`No scheduled action found for ${describe(key)}, scheduled action name: ${name}`);

export const resourceArnNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', 'Scalable Target not found', { fields: { ResourceName: arn } });
export const tooManyTags = (arn: string) =>
  new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.', { fields: { ResourceName: arn } });
export const targetExistsWithTags = () =>
  validationException(
    'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.',
  );

export const invalidNextToken = () =>
  new AwsError('InvalidNextTokenException', 'The next token supplied was not valid.');
