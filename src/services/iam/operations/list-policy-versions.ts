import type { Operation } from '../api.ts';
import { toVersionSummary } from '../managed-policy.ts';
import { paginate } from '../pagination.ts';
import { requirePolicy, versionsOf } from '../policies.ts';

export const listPolicyVersions: Operation<'ListPolicyVersions'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const policy = await requirePolicy(snapshot, ctx, input.PolicyArn);
    const versions = await versionsOf(snapshot, policy);
    // Newest first: what comes later has the lower number, so the marker counts down.
    const position = ({ version }: (typeof versions)[number]) => String(1e9 - version);
    const { rows, end } = await paginate(versions, position, input);
    return { Versions: rows.map((version) => toVersionSummary(version, policy)), ...end };
  });
