import { MalformedPolicy } from './policy.ts';

const IAM_RESOURCES = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** Throws `MalformedPolicy` where a resource of an identity's policy cannot be the ARN of anything. */
export function checkResource(resource: string): void {
  if (resource === '*') return;
  const parts = resource.split(':');
  if (parts.length < 2) throw new MalformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  const [, partition = '', service = '*', region, account = '*', ...rest] = parts;
  if (!/^aws(-cn|-us-gov|-iso(-[a-z])?|-eusc)?$/.test(partition) && !partition.includes('*')) {
    const arn = [partition, service, region ?? '*', account, rest.length > 0 ? rest.join(':') : '*'].join(':');
    throw new MalformedPolicy(`Partition "${partition}" is not valid for resource "arn:${arn}".`);
  }
  if (parts.length < 3) {
    throw new MalformedPolicy('Resource vendor must be fully qualified and cannot contain regexes.');
  }
  if (service === 'iam') checkIamResource(resource, region, rest.join(':'));
  if (service === 's3' && region !== '' && !region?.includes('*') && !resource.includes(':accesspoint/')) {
    throw new MalformedPolicy(`Resource ${resource} can not contain region information.`);
  }
}

function checkIamResource(resource: string, region: string | undefined, path: string): void {
  if (region !== '' && region !== '*') {
    throw new MalformedPolicy(`IAM resource ${resource} cannot contain region information.`);
  }
  if (path.startsWith('*') || path === 'root' || IAM_RESOURCES.some((start) => path.startsWith(start))) return;
  throw new MalformedPolicy(`IAM resource path must either be "*" or start with ${IAM_RESOURCES.join(', ')}.`);
}
