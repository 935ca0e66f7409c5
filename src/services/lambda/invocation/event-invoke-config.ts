import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import { eventInvokeConfigEmpty, eventInvokeConfigNotFound, notImplemented } from '../errors.ts';
import { type FunctionReference, toFunctionArn } from '../function-name.ts';
import { type EventInvokeConfiguration, LATEST, type LambdaFunction } from '../lambda-function.ts';

type Settings = Pick<
  PutFunctionEventInvokeConfigCommandInput,
  'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | 'DestinationConfig'
>;

/** Under which name a function keeps the configuration of a qualifier. */
export const eventInvokeKey = ({ qualifier }: FunctionReference): string => qualifier ?? LATEST;

export function requireEventInvoke(owner: LambdaFunction, reference: FunctionReference): EventInvokeConfiguration {
  const key = eventInvokeKey(reference);
  const found = owner.eventInvokes[key];
  if (!found) throw eventInvokeConfigNotFound(`${toFunctionArn(owner)}:${key}`);
  return found;
}

/** The given members over what was there. Throws 501 for destinations that nobody would reach. */
export function withEventSettings(
  previous: Omit<EventInvokeConfiguration, 'lastModifiedAt'>,
  input: Settings,
  lastModifiedAt: number,
): EventInvokeConfiguration {
  const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
  const onSuccessArn = OnSuccess?.Destination ?? previous.onSuccessArn;
  const onFailureArn = OnFailure?.Destination ?? previous.onFailureArn;
  for (const arn of [onSuccessArn, onFailureArn])
    if (arn !== undefined && !/^arn:aws[\w-]*:(sqs|lambda):/.test(arn))
      throw notImplemented('destinations other than SQS queues and Lambda functions');
  const maximumRetryAttempts = input.MaximumRetryAttempts ?? previous.maximumRetryAttempts;
  const maximumEventAgeSeconds = input.MaximumEventAgeInSeconds ?? previous.maximumEventAgeSeconds;
  return {
    lastModifiedAt,
    ...(maximumRetryAttempts === undefined ? {} : { maximumRetryAttempts }),
    ...(maximumEventAgeSeconds === undefined ? {} : { maximumEventAgeSeconds }),
    ...(onSuccessArn === undefined ? {} : { onSuccessArn }),
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
  };
}

export function refuseEmpty(input: Settings): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if ([MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig].every((setting) => setting === undefined))
    throw eventInvokeConfigEmpty();
}

export const toEventInvokeShape = (
  owner: LambdaFunction,
  key: string,
  configuration: EventInvokeConfiguration,
): FunctionEventInvokeConfig => ({
  LastModified: new Date(configuration.lastModifiedAt),
  FunctionArn: `${toFunctionArn(owner)}:${key}`,
  ...(configuration.maximumRetryAttempts === undefined
    ? {}
    : { MaximumRetryAttempts: configuration.maximumRetryAttempts }),
  ...(configuration.maximumEventAgeSeconds === undefined
    ? {}
    : { MaximumEventAgeInSeconds: configuration.maximumEventAgeSeconds }),
  DestinationConfig: {
    OnSuccess: configuration.onSuccessArn === undefined ? {} : { Destination: configuration.onSuccessArn },
    OnFailure: configuration.onFailureArn === undefined ? {} : { Destination: configuration.onFailureArn },
  },
});
