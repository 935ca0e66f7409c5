import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../api.ts';
import { notImplemented } from '../errors.ts';
import { parseFunctionName, toQualifiedArn } from '../function-name.ts';
import { enqueueEvent } from '../invocation/event-queue.ts';
import { checkPayload, parseClientContext } from '../invocation/payload.ts';
import { runFunction } from '../invocation/run-function.ts';
import { toTraceHeader } from '../invocation/trace-header.ts';
import type { InvokeResult } from '../runtime/index.ts';
import { requireVersion } from '../store.ts';

export const invoke: Operation<'Invoke'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  if (input.TenantId !== undefined) throw notImplemented('tenant isolation of Lambda functions');
  if (input.DurableExecutionName !== undefined) throw notImplemented('durable functions');
  // Blobs reach operations as bytes, whatever else the SDK lets a caller write.
  const payload = (input.Payload ?? new Uint8Array()) as Uint8Array;
  checkPayload(payload, input.InvocationType === 'Event');
  const version = await ctx.read((snapshot) => requireVersion(snapshot, reference));

  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  if (input.InvocationType === 'Event') {
    await enqueueEvent(ctx, reference, payload);
    return { StatusCode: 202 };
  }
  const clientContext = parseClientContext(input.ClientContext);
  const result = await runFunction(ctx, version, {
    requestId: ctx.requestId,
    payload,
    invokedFunctionArn: toQualifiedArn(reference),
    traceHeader: toTraceHeader(ctx),
    clientContext,
    logTail: input.LogType === 'Tail',
  });
  return toOutput(result, version.configuration.version, input);
};

function toOutput(result: InvokeResult, version: string, { LogType }: InvokeCommandInput) {
  return {
    StatusCode: 200,
    ExecutedVersion: version,
    // The SDK's clients add `transformToString` to the bytes when they read the answer.
    Payload: result.payload as NonNullable<InvokeCommandOutput['Payload']>,
    FunctionError: result.functionError,
    LogResult: LogType === 'Tail' ? Buffer.from(result.logTail ?? '').toString('base64') : undefined,
  };
}
