import { rootPrincipal, type Principal } from '../../../auth/principal.ts';
import type { Operation } from '../api.ts';
import { paginate } from '../pagination.ts';
import { readInputList, simulate } from '../simulation.ts';

export const simulateCustomPolicy: Operation<'SimulateCustomPolicy'> = async (ctx, input) => {
  const [permissionsBoundary] = readInputList(
    'PermissionsBoundaryPolicyInputList',
    input.PermissionsBoundaryPolicyInputList,
  );
  const policies = {
    identityPolicies: readInputList('PolicyInputList', input.PolicyInputList),
    ...(permissionsBoundary ? { permissionsBoundary } : {}),
  };
  // Nobody in particular: a user of the account, whom no policy knows by name.
  const principal: Principal = {
    kind: 'user',
    accountId: ctx.accountId,
    arn: input.CallerArn ?? rootPrincipal(ctx.accountId).arn,
    userId: '',
    userName: '',
  };
  const results = simulate(principal, policies, input).map((result, index) => ({ result, index }));
  const { rows, end } = await paginate(results, ({ index }) => String(index).padStart(6, '0'), input);
  return { EvaluationResults: rows.map(({ result }) => result), ...end };
};
