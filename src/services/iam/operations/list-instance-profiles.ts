import type { Operation } from '../api.ts';
import { nameKey } from '../entity.ts';
import { toInstanceProfileSummary } from '../instance-profile.ts';
import { inPath, paginate } from '../pagination.ts';
import { instanceProfiles, roleOf } from '../store.ts';

export const listInstanceProfiles: Operation<'ListInstanceProfiles'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const found = inPath(instanceProfiles.scan(snapshot, { prefix: [ctx.accountId] }), input.PathPrefix);
    const { rows, end } = await paginate(found, (profile) => nameKey(profile.instanceProfileName), input);
    const shapes = rows.map(async (profile) => toInstanceProfileSummary(profile, await roleOf(snapshot, profile)));
    return { InstanceProfiles: await Promise.all(shapes), ...end };
  });
