import type { Context } from '../../kernel/context.ts';
import type { Authorizations } from '../../kernel/operation.ts';
import type { Lambda } from './api.ts';
import { parseFunctionName, toQualifiedArn } from './function-name.ts';

type Caller = Pick<Context, 'accountId' | 'region'>;

interface Named {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

const onFunction = (action: string) => ({
  action: `lambda:${action}`,
  resources: (input: Named, ctx: Caller) => [
    toQualifiedArn(parseFunctionName(ctx, input.FunctionName ?? '', input.Qualifier)),
  ],
});

const onMapping = (action: string) => ({
  action: `lambda:${action}`,
  resources: (input: { readonly UUID: string | undefined }, ctx: Caller) => [
    `arn:aws:lambda:${ctx.region}:${ctx.accountId}:event-source-mapping:${input.UUID}`,
  ],
});

const onResource = (action: string) => ({
  action: `lambda:${action}`,
  resources: (input: { readonly Resource: string | undefined }) => [input.Resource ?? '*'],
});

const onAll = (action: string) => ({ action: `lambda:${action}`, resources: () => ['*'] });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const authorization: Authorizations<Lambda> = {
  CreateFunction: onFunction('CreateFunction'),
  GetFunction: onFunction('GetFunction'),
  GetFunctionConfiguration: onFunction('GetFunctionConfiguration'),
  ListFunctions: onAll('ListFunctions'),
  UpdateFunctionCode: onFunction('UpdateFunctionCode'),
  UpdateFunctionConfiguration: onFunction('UpdateFunctionConfiguration'),
  DeleteFunction: onFunction('DeleteFunction'),
  Invoke: onFunction('InvokeFunction'),
  InvokeAsync: onFunction('InvokeAsync'),
  PublishVersion: onFunction('PublishVersion'),
  ListVersionsByFunction: onFunction('ListVersionsByFunction'),
  PutFunctionConcurrency: onFunction('PutFunctionConcurrency'),
  GetFunctionConcurrency: onFunction('GetFunctionConcurrency'),
  DeleteFunctionConcurrency: onFunction('DeleteFunctionConcurrency'),
  PutFunctionEventInvokeConfig: onFunction('PutFunctionEventInvokeConfig'),
  UpdateFunctionEventInvokeConfig: onFunction('UpdateFunctionEventInvokeConfig'),
  GetFunctionEventInvokeConfig: onFunction('GetFunctionEventInvokeConfig'),
  ListFunctionEventInvokeConfigs: onFunction('ListFunctionEventInvokeConfigs'),
  DeleteFunctionEventInvokeConfig: onFunction('DeleteFunctionEventInvokeConfig'),
  AddPermission: onFunction('AddPermission'),
  GetPolicy: onFunction('GetPolicy'),
  RemovePermission: onFunction('RemovePermission'),
  TagResource: onResource('TagResource'),
  UntagResource: onResource('UntagResource'),
  ListTags: onResource('ListTags'),
  GetAccountSettings: onAll('GetAccountSettings'),
  CreateEventSourceMapping: onAll('CreateEventSourceMapping'),
  GetEventSourceMapping: onMapping('GetEventSourceMapping'),
  ListEventSourceMappings: onAll('ListEventSourceMappings'),
  UpdateEventSourceMapping: onMapping('UpdateEventSourceMapping'),
  DeleteEventSourceMapping: onMapping('DeleteEventSourceMapping'),
};
