import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Context } from '../../../kernel/context.ts';
import { chain } from '../../../storage/maybe-promise.ts';
import type { MaybePromise } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { checkSystemAttributeNames } from '../attribute-filter.ts';
import { invalidValue, tooManyInFlight } from '../errors.ts';
import { MAX_RECEIVED_MESSAGES, MAX_VISIBILITY_TIMEOUT_SECONDS, MAX_WAIT_SECONDS } from '../limits.ts';
import { parseQueueUrl, toQueueArn, type QueueAddress } from '../queue-address.ts';
import { receiptHandles } from '../receipt-handle.ts';
import { toReceivedJson } from '../received-json.ts';
import { toReceivedMessages } from '../received-message.ts';
import type { SqsState } from '../state.ts';
import { isFull, takeMessages } from '../take-messages.ts';
import { useMailbox } from '../use-mailbox.ts';
import { waitForMessages, type Look } from '../wait-for-messages.ts';

export const receiveMessage: Operation<'ReceiveMessage'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  checkRequest(input);
  const systemNames = checkSystemAttributeNames([
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ]);

  const deliveries = await waitForMessages(ctx, address, () => lookInto(ctx, address, input));
  if (deliveries.length === 0) return {};
  const toHandle = receiptHandles(toQueueArn(address));
  const wanted = { systemNames, attributeNames: input.MessageAttributeNames };
  if (ctx.protocol !== 'awsJson1_0') return { Messages: toReceivedMessages(deliveries, toHandle, wanted) };
  // The serializer takes this in the place of any value; the SDK's types do not know it.
  return toReceivedJson(deliveries, toHandle, wanted) as ReceiveMessageResult;
};

function lookInto(ctx: Context<SqsState>, address: QueueAddress, input: ReceiveMessageRequest): Promise<Look> {
  const limit = input.MaxNumberOfMessages ?? 1;
  return useMailbox(ctx, address, (mailbox, tx) => {
    const { queue } = mailbox;
    const waitSeconds = input.WaitTimeSeconds ?? queue.waitSeconds;
    return chain(isFull(mailbox, limit), (full): MaybePromise<Look> => {
      if (full && waitSeconds === 0) throw tooManyInFlight();
      if (full) return { deliveries: [], waitSeconds, nextVisibleAt: Infinity };
      const timeoutSeconds = input.VisibilityTimeout ?? queue.visibilityTimeoutSeconds;
      return chain(takeMessages(tx, mailbox, limit, timeoutSeconds), ({ deliveries, isCutShort }) => ({
        deliveries,
        waitSeconds,
        nextVisibleAt: isCutShort ? mailbox.now : mailbox.backlog.hiddenFrom,
      }));
    });
  });
}

function checkRequest(input: ReceiveMessageRequest): void {
  checkBetween(
    input.MaxNumberOfMessages,
    1,
    MAX_RECEIVED_MESSAGES,
    'MaxNumberOfMessages',
    (least, most) => `Must be between ${least} and ${most}, if provided.`,
  );
  checkBetween(
    input.WaitTimeSeconds,
    0,
    MAX_WAIT_SECONDS,
    'WaitTimeSeconds',
    (least, most) => `Must be >= ${least} and <= ${most}, if provided.`,
  );
  checkBetween(
    input.VisibilityTimeout,
    0,
    MAX_VISIBILITY_TIMEOUT_SECONDS,
    'VisibilityTimeout',
    (least, most) => `Must be between ${least} and ${most}, if provided.`,
  );
  if (input.ReceiveRequestAttemptId !== undefined) {
    throw invalidValue(
      input.ReceiveRequestAttemptId,
      'ReceiveRequestAttemptId',
      'The request include parameter that is not valid for this queue type.',
    );
  }
}

function checkBetween(
  value: number | undefined,
  least: number,
  most: number,
  parameter: string,
  reason: (least: number, most: number) => string,
): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw invalidValue(value, parameter, reason(least, most));
}
