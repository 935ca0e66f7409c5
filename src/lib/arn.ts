/** `arn:aws:sqs:eu-west-1:123456789012:orders`; region and account are empty where a service has none. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All after the fifth colon: `role/path/name`, `function:name:1`. */
  readonly resource: string;
}

const ARN = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s;

/** `undefined` for what is no ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function parseArn(text: string): Arn | undefined {
  const match = ARN.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match;
  return { partition, service, region, accountId, resource };
}

/** The partition is `aws` unless told. */
export function formatArn(arn: Omit<Arn, 'partition'> & { readonly partition?: string }): string {
  const { partition = 'aws', service, region, accountId, resource } = arn;
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
