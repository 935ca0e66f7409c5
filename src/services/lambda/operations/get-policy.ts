import type { Operation } from '../api.ts';
import { policyNotFound } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import { toPolicyDocument } from '../policy.ts';
import { requireVersion } from '../store.ts';

export const getPolicy: Operation<'GetPolicy'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);

  return ctx.read(async (snapshot) => {
    const { owner } = await requireVersion(snapshot, reference);
    const policy = owner.policies[reference.qualifier ?? ''];
    if (!policy) throw policyNotFound();
    return { Policy: toPolicyDocument(policy.statements), RevisionId: policy.revisionId };
  });
};
