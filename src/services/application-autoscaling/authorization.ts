import type { Context } from '../../kernel/context.ts';
import type { Authorizations } from '../../kernel/operation.ts';
import type { ApplicationAutoScaling } from './api.ts';

type Scope = Pick<Context, 'accountId' | 'region'>;

/** Targets are not named by their ARN in requests: policies narrow these actions down by condition keys. */
const onTargets = (action: string) => ({
  action: `application-autoscaling:${action}`,
  resources: (_input: object, { accountId, region }: Scope) => [
    `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/*`,
  ],
});

const onAccount = (action: string) => ({ action: `application-autoscaling:${action}`, resources: () => ['*'] });

const onArn = (action: string) => ({
  action: `application-autoscaling:${action}`,
  resources: (input: { readonly ResourceARN: string | undefined }) => [input.ResourceARN ?? '*'],
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html */
export const authorization: Authorizations<ApplicationAutoScaling> = {
  DeleteScalingPolicy: onTargets('DeleteScalingPolicy'),
  DeleteScheduledAction: onTargets('DeleteScheduledAction'),
  DeregisterScalableTarget: onTargets('DeregisterScalableTarget'),
  DescribeScalableTargets: onAccount('DescribeScalableTargets'),
  DescribeScalingActivities: onAccount('DescribeScalingActivities'),
  DescribeScalingPolicies: onAccount('DescribeScalingPolicies'),
  DescribeScheduledActions: onAccount('DescribeScheduledActions'),
  ListTagsForResource: onArn('ListTagsForResource'),
  PutScalingPolicy: onTargets('PutScalingPolicy'),
  PutScheduledAction: onTargets('PutScheduledAction'),
  RegisterScalableTarget: onTargets('RegisterScalableTarget'),
  TagResource: onArn('TagResource'),
  UntagResource: onArn('UntagResource'),
};
