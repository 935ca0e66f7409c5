import { invalidAttributeValue, invalidValue } from './errors.ts';
import { MAX_SOURCE_QUEUE_ARNS } from './limits.ts';
import { parseMap } from './redrive-policy.ts';

type Permission = 'allowAll' | 'denyAll' | 'byQueue';

export interface RedriveAllowPolicy {
  readonly redrivePermission: Permission;
  readonly sourceQueueArns?: readonly string[];
}

const PERMISSIONS: readonly unknown[] = ['allowAll', 'denyAll', 'byQueue'];
const MEMBERS = new Set(['redrivePermission', 'sourceQueueArns']);
const CANNOT_CREATE = "Amazon SQS can't create the redrive allow policy.";

/** Which queues may name this one as their dead-letter queue; an empty text takes the policy away. */
export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy | undefined {
  if (text === '') return undefined;
  const policy = parseMap(text);
  if (!policy || !isWellFormed(policy)) {
    throw invalidAttributeValue(
      'RedriveAllowPolicy',
      "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  }
  const refuse = (reason: string) => invalidValue(text, 'RedriveAllowPolicy', `${CANNOT_CREATE} ${reason}`);
  const { redrivePermission, sourceQueueArns } = policy;

  if (redrivePermission !== 'byQueue') {
    if (sourceQueueArns !== undefined)
      throw refuse('To specify one or more source queue ARNs, you must set redrivePermission to byQueue.');
    return policy;
  }
  if (sourceQueueArns === undefined || sourceQueueArns.length === 0)
    throw refuse(
      'When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.',
    );
  if (sourceQueueArns.length > MAX_SOURCE_QUEUE_ARNS)
    throw refuse(`The maximum number of source queue ARNs you can specify is ${MAX_SOURCE_QUEUE_ARNS}.`);
  return policy;
}

export function mayRedriveTo(policy: RedriveAllowPolicy | undefined, sourceArn: string): boolean {
  if (policy === undefined || policy.redrivePermission === 'allowAll') return true;
  return policy.redrivePermission === 'byQueue' && (policy.sourceQueueArns ?? []).includes(sourceArn);
}

function isWellFormed(policy: Record<string, unknown>): policy is Record<string, unknown> & RedriveAllowPolicy {
  const arns = policy['sourceQueueArns'];
  return (
    PERMISSIONS.includes(policy['redrivePermission']) &&
    Object.keys(policy).every((member) => MEMBERS.has(member)) &&
    (arns === undefined || (Array.isArray(arns) && arns.every((arn) => typeof arn === 'string')))
  );
}
