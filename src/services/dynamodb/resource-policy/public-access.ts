import type { Condition, Policy, Statement } from '../../../auth/iam/policy.ts';

/** Conditions on these keep the public out. */
const TRUSTED_KEYS = new Set([
  'aws:ec2instancesourcevpc',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
]);

const EXACT = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html */
export const grantsPublicAccess = ({ statements }: Policy): boolean =>
  statements.some(
    (statement) => statement.effect === 'Allow' && isForAnyone(statement) && !statement.conditions.some(isFixed),
  );

const isForAnyone = ({ principals, notPrincipals }: Statement): boolean =>
  notPrincipals !== undefined || Object.values(principals ?? {}).some((names) => names.includes('*'));

/** Of fixed values: no wildcards, no variables. */
function isFixed({ operator, quantifier, ifExists, key, values }: Condition): boolean {
  const name = key.toLowerCase();
  if (!TRUSTED_KEYS.has(name) || ifExists || quantifier === 'ForAllValues') return false;
  if (name === 'aws:principalisawsservice') return operator === 'Bool' && values.every((value) => value === 'true');
  return EXACT.test(operator) && !values.some((value) => /[*?]|\$\{/.test(value));
}
