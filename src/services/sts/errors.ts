import { AwsError } from '../../kernel/aws-error.ts';

const accessDenied = (message: string) => new AwsError('AccessDenied', message, { status: 403 });
const validationError = (message: string) => new AwsError('ValidationError', message, { status: 400 });

/** The sentence names caller, action and role, whatever the reason: a role that is missing is not told apart. */
export const notAuthorizedToAssume = (sentence: string) => accessDenied(sentence);

export const durationExceedsRole = () =>
  validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');

export const durationExceedsChain = () =>
  validationError('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');

export const noSessionFromSession = () => accessDenied('Cannot call GetSessionToken with session credentials');

export const invalidRoleArn = (roleArn: string) => validationError(`${roleArn} is invalid`);

const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', message, { status: 400 });

export const duplicateTagKeys = () =>
  invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.');

export const transitiveKeyMissing = () =>
  invalidParameter('The specified transitive tag key must be included in the requested tags.');

export const malformedPolicy = (message: string) => new AwsError('MalformedPolicyDocument', message, { status: 400 });

export const policyTooLarge = (percentage: number) =>
  new AwsError(
    'PackedPolicyTooLarge',
    `Packed policy consumes ${percentage}% of allotted space, please use smaller policy.`,
    { status: 400 },
  );

/** STS repeats the values that it refuses. */
export const validationFailed = (violations: readonly string[]) => {
  const noun = violations.length === 1 ? 'validation error' : 'validation errors';
  return validationError(`${violations.length} ${noun} detected: ${violations.join('; ')}`);
};
