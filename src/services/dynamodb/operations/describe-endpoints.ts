import type { Operation } from '../api.ts';
import { ENDPOINT_CACHE_MINUTES } from '../limits.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const describeEndpoints: Operation<'DescribeEndpoints'> = (ctx) => ({
  Endpoints: [{ Address: ctx.endpoint.replace(/^https?:\/\//, ''), CachePeriodInMinutes: ENDPOINT_CACHE_MINUTES }],
});
