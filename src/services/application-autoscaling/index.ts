import { defineService } from '../../kernel/service.ts';
import type { ApplicationAutoscaling } from './api.ts';
import { authorization } from './authorization.ts';
import { constraints } from './constraints.ts';

export const service = defineService<ApplicationAutoscaling>({
  name: 'application-autoscaling',
  schemas: () => import('@aws-sdk/client-application-auto-scaling'),
  authorization,
  constraints,
  operations: {
    DeleteScalingPolicy: 'unsupported',
    DeleteScheduledAction: 'unsupported',
    DeregisterScalableTarget: 'unsupported',
    DescribeScalableTargets: 'unsupported',
    DescribeScalingActivities: 'unsupported',
    DescribeScalingPolicies: 'unsupported',
    DescribeScheduledActions: 'unsupported',
    GetPredictiveScalingForecast: 'unsupported',
    ListTagsForResource: 'unsupported',
    PutScalingPolicy: 'unsupported',
    PutScheduledAction: 'unsupported',
    RegisterScalableTarget: 'unsupported',
    TagResource: 'unsupported',
    UntagResource: 'unsupported',
  },
});
