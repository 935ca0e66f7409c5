import type { Message } from '@aws-sdk/client-sqs';
import { parseTraceHeader, type TraceParent } from '../../../kernel/trace.ts';

/**
 * The trace that a batch belongs to: that of its messages, if they have one in common. Where they have several, the batch
 * begins one of its own, as on AWS it always does.
 */
export function traceOf(batch: readonly Message[]): TraceParent | undefined {
  const [first, ...others] = batch.map((message) => message.Attributes?.AWSTraceHeader);
  const trace = parseTraceHeader(first);
  return others.every((header) => parseTraceHeader(header)?.traceId === trace?.traceId) ? trace : undefined;
}
