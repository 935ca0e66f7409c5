import { AwsError } from '../../kernel/aws-error.ts';

const STATUS = {
  AccessDenied: 403,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  InvalidInput: 400,
  LimitExceeded: 409,
  MalformedPolicyDocument: 400,
  NoSuchEntity: 404,
  ValidationError: 400,
} as const;

const iamError = (name: keyof typeof STATUS, message: string) => new AwsError(name, message, { status: STATUS[name] });

export type EntityName = 'user' | 'role' | 'group';

export const noSuchEntity = (kind: EntityName, name: string) =>
  iamError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`);

export const noSuchInlinePolicy = (kind: EntityName, policyName: string) =>
  iamError('NoSuchEntity', `The ${kind} policy with name ${policyName} cannot be found.`);

export const noSuchAccessKey = (accessKeyId: string) =>
  iamError('NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`);

export const noSuchPolicy = (policyArn: string) => iamError('NoSuchEntity', `Policy ${policyArn} was not found.`);

export const policyNotAttachable = (policyArn: string) =>
  iamError('NoSuchEntity', `Policy ${policyArn} does not exist or is not attachable.`);

export const noSuchPolicyVersion = (policyArn: string, versionId: string) =>
  iamError('NoSuchEntity', `Policy ${policyArn} version ${versionId} does not exist or is not attachable.`);

export const noSuchInstanceProfile = (name: string) =>
  iamError('NoSuchEntity', `Instance Profile ${name} cannot be found.`);

export const noSuchBoundary = (kind: EntityName, name: string) =>
  iamError('NoSuchEntity', `The ${kind} with name ${name} does not have a permissions boundary.`);

export const entityExists = (kind: 'User' | 'Role' | 'Group', name: string) =>
  iamError('EntityAlreadyExists', `${kind} with name ${name} already exists.`);

export const policyExists = (name: string) =>
  iamError('EntityAlreadyExists', `A policy called ${name} already exists. Duplicate names are not allowed.`);

export const instanceProfileExists = (name: string) =>
  iamError('EntityAlreadyExists', `Instance Profile ${name} already exists.`);

export const aliasExists = (alias: string) =>
  iamError('EntityAlreadyExists', `The account alias ${alias} already exists.`);

export const noSuchAlias = (alias: string) =>
  iamError('NoSuchEntity', `The account alias with name ${alias} cannot be found.`);

export const mustDetachPolicies = () =>
  iamError('DeleteConflict', 'Cannot delete entity, must detach all policies first.');

export const mustDeletePolicies = () => iamError('DeleteConflict', 'Cannot delete entity, must delete policies first.');

export const mustDeleteAccessKeys = () =>
  iamError('DeleteConflict', 'Cannot delete entity, must delete access keys first.');

export const mustRemoveUsers = () =>
  iamError('DeleteConflict', 'Cannot delete entity, must remove users from group first.');

export const mustLeaveInstanceProfile = () =>
  iamError('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.');

export const policyIsAttached = () => iamError('DeleteConflict', 'Cannot delete a policy attached to entities.');

export const policyHasVersions = () =>
  iamError(
    'DeleteConflict',
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
      'The default version is deleted with the policy.',
  );

export const isDefaultVersion = () => iamError('DeleteConflict', 'Cannot delete the default version of a policy.');

export const tooManyVersions = (versions: number) =>
  iamError(
    'LimitExceeded',
    `A managed policy can have up to ${versions} versions. Before you create a new version, you must delete an existing version.`,
  );

export const quotaExceeded = (quota: string, limit: number) =>
  iamError('LimitExceeded', `Cannot exceed quota for ${quota}: ${limit}`);

export const inlinePoliciesTooLarge = (kind: EntityName, name: string, characters: number) =>
  iamError('LimitExceeded', `Maximum policy size of ${characters} bytes exceeded for ${kind} ${name}`);

export const malformedPolicy = (message: string) => iamError('MalformedPolicyDocument', message);

export const policyIsAws = () => iamError('AccessDenied', 'Policy is outside your own account.');

export const userNameMissing = () =>
  iamError('ValidationError', 'Must specify userName when calling with non-User credentials');

export const invalidMarker = () => iamError('ValidationError', 'Invalid Marker.');

export const invalidEntityArn = (arn: string) =>
  iamError('InvalidInput', `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);

export const duplicateTagKeys = () =>
  iamError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');

export const duplicatePolicyTagKeys = () => iamError('InvalidInput', 'Duplicate tag keys found.');

export const invalidArn = (arn: string) => iamError('ValidationError', `ARN ${arn} is not valid.`);

/** IAM does not repeat the value that it refuses. */
export const validationFailed = (violations: readonly string[]) => {
  const sentences = violations.map((violation) => violation.replace(/^Value '[^]*?' at '/, "Value at '"));
  const noun = sentences.length === 1 ? 'validation error' : 'validation errors';
  return iamError('ValidationError', `${sentences.length} ${noun} detected: ${sentences.join('; ')}`);
};
