import type { Operation } from '../api.ts';
import { toInstanceProfileSummary } from '../instance-profile.ts';
import { paginate } from '../pagination.ts';
import { instanceProfiles, requireRole } from '../store.ts';

export const listInstanceProfilesForRole: Operation<'ListInstanceProfilesForRole'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const role = await requireRole(snapshot, ctx, input.RoleName);
    const profiles = await instanceProfiles.index('role').list(snapshot, { prefix: [role.roleId] });
    const { rows, end } = await paginate(profiles, (profile) => profile.instanceProfileId, input);
    return { InstanceProfiles: rows.map((profile) => toInstanceProfileSummary(profile, role)), ...end };
  });
