import type { Operation } from '../api.ts';
import { awsPolicies } from '../aws-policies.ts';
import { nameKey } from '../entity.ts';
import { toPolicySummary } from '../managed-policy.ts';
import { paginate } from '../pagination.ts';
import { usageOf } from '../policies.ts';
import { policies } from '../store.ts';

export const listPolicies: Operation<'ListPolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { Scope = 'All', PathPrefix = '/', OnlyAttached = false, PolicyUsageFilter } = input;
    const local = Scope === 'AWS' ? [] : await policies.list(snapshot, { prefix: [ctx.accountId] });
    const own = Scope === 'Local' ? [] : awsPolicies().map(({ policy }) => policy);
    const inPath = [...local, ...own].filter(({ path }) => path.startsWith(PathPrefix));
    const counted = await Promise.all(
      inPath.map(async (policy) => ({ policy, usage: await usageOf(snapshot, ctx, policy) })),
    );
    const wanted = counted.filter(({ usage: { attachments, boundaries } }) => {
      if (PolicyUsageFilter === 'PermissionsPolicy') return attachments > 0;
      if (PolicyUsageFilter === 'PermissionsBoundary') return boundaries > 0;
      return !OnlyAttached || attachments > 0;
    });
    const nameOf = ({ policy }: (typeof wanted)[number]) => nameKey(policy.policyName);
    const sorted = wanted.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const { rows, end } = await paginate(sorted, nameOf, input);
    return { Policies: rows.map(({ policy, usage }) => toPolicySummary(policy, usage)), ...end };
  });
