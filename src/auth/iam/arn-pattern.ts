import { matches, type Pattern } from './wildcard.ts';

/**
 * Each of an ARN's six parts is compared by itself, so a star does not reach over a colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: Pattern, arn: string): boolean {
  const expected = arnParts(pattern);
  const actual = arnParts(arn);
  if (!expected || !actual) return false;
  return expected.every((part, index) => matches(part, actual[index]!));
}

function arnParts(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
