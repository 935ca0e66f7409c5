import type { Context } from '../../kernel/context.ts';
import type { Authorizations } from '../../kernel/operation.ts';
import type { Logs } from './api.ts';
import { fromArn } from './group-identifier.ts';
import { toGroupArn } from './log-group.ts';

type Caller = Pick<Context, 'accountId' | 'region'>;

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}
interface Streamed extends Named {
  readonly logStreamName?: string | undefined;
}

const groupArn = (ctx: Caller, { logGroupName, logGroupIdentifier }: Named): string => {
  const given = logGroupName ?? logGroupIdentifier ?? '';
  return toGroupArn(fromArn(given) ?? { accountId: ctx.accountId, region: ctx.region, name: given });
};

/** A group's actions are asked on `…:log-group:name:*`, which is how AWS's policies name it. */
const onGroup = (action: string) => ({
  action: `logs:${action}`,
  resources: (input: Named, ctx: Caller) => [`${groupArn(ctx, input)}:*`],
});

const onStream = (action: string) => ({
  action: `logs:${action}`,
  resources: (input: Streamed, ctx: Caller) => [`${groupArn(ctx, input)}:log-stream:${input.logStreamName ?? ''}`],
});

const onArn = (action: string) => ({
  action: `logs:${action}`,
  resources: (input: { readonly resourceArn: string | undefined }) => [input.resourceArn ?? '*'],
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const authorization: Authorizations<Logs> = {
  CreateLogGroup: onGroup('CreateLogGroup'),
  DeleteLogGroup: onGroup('DeleteLogGroup'),
  DescribeLogGroups: {
    action: 'logs:DescribeLogGroups',
    resources: (_input, ctx) => [`${toGroupArn({ ...ctx, name: '' })}:*`],
  },
  CreateLogStream: onGroup('CreateLogStream'),
  DeleteLogStream: onStream('DeleteLogStream'),
  DescribeLogStreams: onGroup('DescribeLogStreams'),
  PutLogEvents: onStream('PutLogEvents'),
  GetLogEvents: onStream('GetLogEvents'),
  FilterLogEvents: onGroup('FilterLogEvents'),
  PutRetentionPolicy: onGroup('PutRetentionPolicy'),
  DeleteRetentionPolicy: onGroup('DeleteRetentionPolicy'),
  TagLogGroup: onGroup('TagLogGroup'),
  UntagLogGroup: onGroup('UntagLogGroup'),
  ListTagsLogGroup: onGroup('ListTagsLogGroup'),
  TagResource: onArn('TagResource'),
  UntagResource: onArn('UntagResource'),
  ListTagsForResource: onArn('ListTagsForResource'),
};
