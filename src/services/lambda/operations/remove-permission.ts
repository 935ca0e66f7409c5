import type { Operation } from '../api.ts';
import { noPolicy, revisionMismatch, statementNotFound } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import { functionLane, functions, requireVersion } from '../store.ts';

export const removePermission: Operation<'RemovePermission'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  const revisionId = ctx.random.uuid();

  return ctx.transact(functionLane(reference), async (tx) => {
    const { owner } = await requireVersion(tx, reference);
    const policyKey = reference.qualifier ?? '';
    const { [policyKey]: policy, ...others } = owner.policies;
    if (!policy) throw noPolicy();
    if (!policy.statements.some(({ Sid }) => Sid === input.StatementId)) throw statementNotFound(input.StatementId!);
    if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) throw revisionMismatch('GetPolicy');
    const statements = policy.statements.filter(({ Sid }) => Sid !== input.StatementId);
    // The last statement takes the policy with it.
    const policies = statements.length === 0 ? others : { ...others, [policyKey]: { revisionId, statements } };
    functions.replace(tx, owner, { ...owner, policies });
    return {};
  });
};
