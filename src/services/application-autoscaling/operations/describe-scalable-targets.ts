import type { Operation } from '../api.ts';
import { validationException } from '../errors.ts';
import { MAX_PAGE_RESULTS } from '../limits.ts';
import { toPage } from '../page.ts';
import { toScalableTargetOutput } from '../scalable-target.ts';
import { namespacePrefix, targets } from '../store.ts';
import { requireDimension } from '../target-key.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const describeScalableTargets: Operation<'DescribeScalableTargets'> = async (ctx, input) => {
  const { ResourceIds: resourceIds = [], ScalableDimension: dimension } = input;
  const namespace = input.ServiceNamespace!;
  if (dimension !== undefined) {
    requireDimension(namespace, dimension);
    if (resourceIds.length === 0) {
      throw validationException('ResourceIds must be specified when ScalableDimension is specified');
    }
  }
  const prefix = namespacePrefix({ accountId: ctx.accountId, region: ctx.region, namespace });
  const all = await ctx.read((from) => targets.list(from, { prefix }));
  const wanted = all.filter(
    (target) =>
      (resourceIds.length === 0 || resourceIds.includes(target.resourceId)) &&
      (dimension === undefined || target.dimension === dimension),
  );
  const page = toPage(wanted, input, MAX_PAGE_RESULTS, ({ targetId }) => targetId);
  return { ScalableTargets: page.rows.map(toScalableTargetOutput), ...page.next };
};
