import { defineService } from '../../kernel/service.ts';
import type { ApplicationAutoScaling } from './api.ts';
import { authorization } from './authorization.ts';
import { constraints } from './constraints.ts';
import { validationError } from './errors.ts';
import { deleteScalingPolicy } from './operations/delete-scaling-policy.ts';
import { deleteScheduledAction } from './operations/delete-scheduled-action.ts';
import { deregisterScalableTarget } from './operations/deregister-scalable-target.ts';
import { describeScalableTargets } from './operations/describe-scalable-targets.ts';
import { describeScalingActivities } from './operations/describe-scaling-activities.ts';
import { describeScalingPolicies } from './operations/describe-scaling-policies.ts';
import { describeScheduledActions } from './operations/describe-scheduled-actions.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putScalingPolicy } from './operations/put-scaling-policy.ts';
import { putScheduledAction } from './operations/put-scheduled-action.ts';
import { registerScalableTarget } from './operations/register-scalable-target.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { createState, type State } from './state.ts';
import { tasks } from './tasks.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html */
export const service = defineService<ApplicationAutoScaling, State>({
  name: 'application-autoscaling',
  schemas: () => import('@aws-sdk/client-application-auto-scaling'),
  authorization,
  constraints,
  validationError,
  tasks,
  state: createState,
  operations: {
    DeleteScalingPolicy: deleteScalingPolicy,
    DeleteScheduledAction: deleteScheduledAction,
    DeregisterScalableTarget: deregisterScalableTarget,
    DescribeScalableTargets: describeScalableTargets,
    DescribeScalingActivities: describeScalingActivities,
    DescribeScalingPolicies: describeScalingPolicies,
    DescribeScheduledActions: describeScheduledActions,
    GetPredictiveScalingForecast: 'unsupported',
    ListTagsForResource: listTagsForResource,
    PutScalingPolicy: putScalingPolicy,
    PutScheduledAction: putScheduledAction,
    RegisterScalableTarget: registerScalableTarget,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
});
