import type { Context } from '../../kernel/context.ts';
import { otherRegion, qualifierMismatch } from './errors.ts';

/** Which function a caller means. */
export interface FunctionReference {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** `$LATEST`, a version or an alias; undefined where the caller named the function alone. */
  readonly qualifier: string | undefined;
}

type Caller = Pick<Context, 'accountId' | 'region'>;

const FORM =
  /^(?:arn:aws[\w-]*:lambda:(?<region>[^:]+):)?(?:(?<accountId>\d{12}):)?(?:function:)?(?<name>[\w-]+)(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

/**
 * `name`, `name:qualifier`, `123456789012:function:name` and whole ARNs all name a function.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
export function parseFunctionName(ctx: Caller, text: string, qualifier?: string): FunctionReference {
  const parts = FORM.exec(text)?.groups;
  // The API's pattern has been checked: what does not fit here is a plain name.
  const found = { name: parts?.['name'] ?? text, qualifier: parts?.['qualifier'] };
  const region = parts?.['region'] ?? ctx.region;
  if (region !== ctx.region) throw otherRegion(region, ctx.region);
  if (qualifier !== undefined && found.qualifier !== undefined && qualifier !== found.qualifier)
    throw qualifierMismatch();
  return {
    accountId: parts?.['accountId'] ?? ctx.accountId,
    region,
    name: found.name,
    qualifier: qualifier ?? found.qualifier,
  };
}

type FunctionIdentity = Pick<FunctionReference, 'accountId' | 'region' | 'name'>;

export const toFunctionArn = ({ accountId, region, name }: FunctionIdentity): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/** As the caller named it: with the qualifier where one was given. */
export const toQualifiedArn = (identity: FunctionIdentity & { readonly qualifier?: string | undefined }): string =>
  identity.qualifier === undefined ? toFunctionArn(identity) : `${toFunctionArn(identity)}:${identity.qualifier}`;
