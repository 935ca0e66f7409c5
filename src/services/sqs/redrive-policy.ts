import { invalidAttributeValue, invalidValue } from './errors.ts';
import { MAX_RECEIVE_COUNT } from './limits.ts';
import { parseQueueArn } from './queue-address.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const MEMBERS = ['maxReceiveCount', 'deadLetterTargetArn'] as const;

/** The attribute's text, checked in AWS's order; an empty text takes the policy away. */
export function parseRedrivePolicy(text: string): RedrivePolicy | undefined {
  if (text === '') return undefined;
  const policy = parseMap(text);
  if (!policy) throw invalidAttributeValue('RedrivePolicy', 'Redrive policy is not a valid JSON map.');
  const refuse = (reason: string) => invalidValue(text, 'RedrivePolicy', reason);

  for (const member of MEMBERS) {
    if (policy[member] === undefined) throw refuse(`Redrive policy does not contain mandatory attribute: ${member}.`);
  }
  const { deadLetterTargetArn } = policy;
  const maxReceiveCount = toCount(policy['maxReceiveCount']);
  if (maxReceiveCount === undefined) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(policy['maxReceiveCount'])}, ` +
        `valid values are from 1 to ${MAX_RECEIVE_COUNT} both inclusive.`,
    );
  }
  if (typeof deadLetterTargetArn !== 'string' || !parseQueueArn(deadLetterTargetArn))
    throw refuse('Invalid value for deadLetterTargetArn.');
  if (Object.keys(policy).length > MEMBERS.length)
    throw refuse('Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].');
  return { deadLetterTargetArn, maxReceiveCount };
}

/** AWS says the policy back in this form, however it was written. */
export const formatRedrivePolicy = ({ deadLetterTargetArn, maxReceiveCount }: RedrivePolicy) =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount });

/** The receive that would exceed the policy moves the message instead. */
export const isExhausted = (receiveCount: number, policy: RedrivePolicy | undefined) =>
  policy !== undefined && receiveCount >= policy.maxReceiveCount;

export function parseMap(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Not JSON: the same answer as for JSON of another kind.
  }
  return undefined;
}

function toCount(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const count = Number(value);
  return value !== '' && Number.isInteger(count) && count >= 1 && count <= MAX_RECEIVE_COUNT ? count : undefined;
}
