import type { Operation } from '../api.ts';
import { MAX_POLICY_PAGE_RESULTS } from '../limits.ts';
import { toPage } from '../page.ts';
import { toScalingPolicyOutput } from '../scaling-policy.ts';
import { namespacePrefix, policies } from '../store.ts';
import { isOfTarget, toTargetFilter } from '../target-key.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export const describeScalingPolicies: Operation<'DescribeScalingPolicies'> = async (ctx, input) => {
  const filter = toTargetFilter(ctx, input);
  const names = input.PolicyNames ?? [];

  const prefix = namespacePrefix(filter);
  const all = await ctx.read((from) => policies.list(from, { prefix }));
  const wanted = all.filter((one) => isOfTarget(filter, one) && (names.length === 0 || names.includes(one.name)));
  const page = toPage(wanted, input, MAX_POLICY_PAGE_RESULTS, ({ policyId }) => policyId);
  return { ScalingPolicies: page.rows.map(toScalingPolicyOutput), ...page.next };
};
