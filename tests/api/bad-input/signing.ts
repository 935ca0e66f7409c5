import { SignatureV4 } from '@smithy/signature-v4';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import type { TestCloud } from '../../support/cloud.ts';
import { Sha256 } from '../../support/sha256.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A request as the SDK signs it, to be changed before it is sent. */
export async function signed(
  cloud: TestCloud,
  request: {
    readonly service: string;
    readonly headers?: Record<string, string>;
    readonly body: string;
    readonly path?: string;
    readonly method?: string;
  },
  credentials: Credentials,
  options: { readonly region?: string; readonly signingDate?: Date } = {},
): Promise<SignedRequest> {
  const { hostname, host } = new URL(cloud.endpoint);
  const { service, headers = {}, body, path = '/', method = 'POST' } = request;
  const { region = 'us-east-1', signingDate } = options;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const result = await signer.sign(
    { method, protocol: 'http:', hostname, path, query: {}, headers: { host, ...headers }, body },
    signingDate ? { signingDate } : {},
  );
  return { method, path, headers: result.headers, body };
}

/** An access key that this cloud issued: only such a key is verified. */
export async function newUserKey(cloud: TestCloud, UserName = 'alice'): Promise<Credentials> {
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}
