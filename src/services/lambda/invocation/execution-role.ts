import type { AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import { crossAccountRole, roleNotAssumable } from '../errors.ts';
import type { LambdaState } from '../state.ts';
import { toSessionName } from './session-name.ts';

/** Throws InvalidParameterValueException unless the role exists and trusts Lambda. */
export async function requireAssumableRole(
  ctx: Context<LambdaState>,
  roleArn: string,
  functionName: string,
): Promise<void> {
  if (roleArn.split(':')[4] !== ctx.accountId) throw crossAccountRole();
  await assumeRole(ctx.as('lambda.amazonaws.com'), roleArn, functionName);
}

/** A session of the role for Lambda. Throws InvalidParameterValueException where there is no such role, or no trust. */
export async function assumeRole(
  lambda: Context<LambdaState>,
  roleArn: string,
  functionName: string,
): Promise<AssumeRoleResponse> {
  try {
    return await lambda.aws.sts.assumeRole({ RoleArn: roleArn, RoleSessionName: toSessionName(functionName) });
  } catch (error) {
    if (error instanceof AwsError && (error.status ?? 400) < 500) throw roleNotAssumable();
    throw error;
  }
}
