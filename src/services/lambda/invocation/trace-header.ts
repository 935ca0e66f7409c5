import type { Context } from '../../../kernel/context.ts';

/**
 * What a function finds in `_X_AMZN_TRACE_ID`: the caller's trace and its word on sampling, or a trace of the invocation's own.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export function toTraceHeader({ trace, traceHeader }: Pick<Context, 'trace' | 'traceHeader'>): string {
  const parent = trace.parentId === undefined ? '' : `;Parent=${trace.parentId}`;
  return `Root=${trace.traceId}${parent};Sampled=${/\bSampled=1\b/i.test(traceHeader ?? '') ? 1 : 0}`;
}
