import type { Operation } from '../api.ts';
import { paginate } from '../pagination.ts';
import { readInputList, simulate } from '../simulation.ts';
import { requirePolicySource } from '../simulation-source.ts';

export const simulatePrincipalPolicy: Operation<'SimulatePrincipalPolicy'> = async (ctx, input) => {
  const more = readInputList('PolicyInputList', input.PolicyInputList);
  const [boundary] = readInputList('PermissionsBoundaryPolicyInputList', input.PermissionsBoundaryPolicyInputList);
  return ctx.read(async (snapshot) => {
    const { principal, policies } = await requirePolicySource(snapshot, ctx, input.PolicySourceArn);
    const all = {
      ...policies,
      identityPolicies: [...policies.identityPolicies, ...more],
      ...(boundary ? { permissionsBoundary: boundary } : {}),
    };
    const results = simulate(principal, all, input).map((result, index) => ({ result, index }));
    const { rows, end } = await paginate(results, ({ index }) => String(index).padStart(6, '0'), input);
    return { EvaluationResults: rows.map(({ result }) => result), ...end };
  });
};
