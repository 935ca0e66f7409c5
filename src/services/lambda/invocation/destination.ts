import type { Context } from '../../../kernel/context.ts';
import { toFunctionArn } from '../function-name.ts';
import type { InvokeResult } from '../runtime/index.ts';
import type { LambdaState } from '../state.ts';
import type { FunctionVersion } from '../store.ts';

export type DestinationCondition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

export interface Outcome {
  readonly requestId: string;
  readonly payload: string;
  readonly condition: DestinationCondition;
  readonly invokeCount: number;
  /** Absent where the event was never invoked. */
  readonly result: InvokeResult | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function toInvocationRecord({ owner, configuration }: FunctionVersion, outcome: Outcome, now: number) {
  const { result } = outcome;
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: outcome.requestId,
      functionArn: `${toFunctionArn(owner)}:${configuration.version}`,
      condition: outcome.condition,
      approximateInvokeCount: outcome.invokeCount,
    },
    requestPayload: parse(outcome.payload),
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: configuration.version,
        ...(result.functionError === undefined ? {} : { functionError: result.functionError }),
      },
      responsePayload: parse(Buffer.from(result.payload).toString()),
    }),
  };
}

/** To a queue or to another function, as an event. */
export async function sendToDestination(ctx: Context<LambdaState>, arn: string, record: object): Promise<void> {
  const { sqs, lambda } = ctx.as('lambda.amazonaws.com').aws;
  const [, , service, , accountId, name] = arn.split(':');
  const body = JSON.stringify(record);
  if (service === 'lambda') {
    await lambda.invoke({ FunctionName: arn, InvocationType: 'Event', Payload: Buffer.from(body) });
    return;
  }
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: accountId });
  await sqs.sendMessage({ QueueUrl, MessageBody: body });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
