import type { Operation } from '../api.ts';
import { policyOnLatest, policyTooLong, revisionMismatch, statementExists } from '../errors.ts';
import { parseFunctionName, toQualifiedArn } from '../function-name.ts';
import { LATEST } from '../lambda-function.ts';
import { MAX_POLICY_BYTES } from '../limits.ts';
import { toPolicyDocument, toStatement } from '../policy.ts';
import { functionLane, functions, requireVersion } from '../store.ts';

export const addPermission: Operation<'AddPermission'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  if (reference.qualifier === LATEST) throw policyOnLatest();
  const statement = toStatement(input, toQualifiedArn(reference));
  const revisionId = ctx.random.uuid();

  return ctx.transact(functionLane(reference), async (tx) => {
    const { owner } = await requireVersion(tx, reference);
    const policyKey = reference.qualifier ?? '';
    const policy = owner.policies[policyKey];
    if (input.RevisionId !== undefined && input.RevisionId !== (policy?.revisionId ?? owner.latest.revisionId))
      throw revisionMismatch('GetPolicy');
    if (policy?.statements.some(({ Sid }) => Sid === statement.Sid)) throw statementExists(statement.Sid);
    const statements = [...(policy?.statements ?? []), statement];
    const sizeBytes = Buffer.byteLength(toPolicyDocument(statements));
    if (sizeBytes > MAX_POLICY_BYTES) throw policyTooLong(sizeBytes, MAX_POLICY_BYTES);
    const policies = { ...owner.policies, [policyKey]: { revisionId, statements } };
    functions.replace(tx, owner, { ...owner, policies });
    return { Statement: JSON.stringify(statement) };
  });
};
