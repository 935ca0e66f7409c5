import { AwsError } from '../../kernel/aws-error.ts';
import { invalidParameter } from './errors.ts';

/** Parameters from before expressions; `AttributesToGet` is the only one of them that is here yet. */
export function refuseLegacyParameters(input: object, names: readonly string[]): void {
  const used = names.filter((name) => (input as Record<string, unknown>)[name] !== undefined);
  if (used.length === 0) return;
  throw new AwsError(
    'NotImplemented',
    `Cirro does not implement the legacy parameter${used.length === 1 ? '' : 's'} ${used.join(', ')} yet: use expressions.`,
    { status: 501 },
  );
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributesToGet.html */
export function requireDistinctAttributes(names: readonly string[]): void {
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${duplicate}`);
}
