import type { Apis, ServiceName } from '../kernel/clients.ts';
import type { ServiceDefinition } from '../kernel/service.ts';

/** What the gateway must know of a service before its code is loaded. */
export interface ServiceEntry {
  /** The name in SigV4 credential scopes and ARNs. */
  readonly signingName: string;
  /** The SDK client whose schemas describe the API. */
  readonly client: string;
  /** Where its files are in `src/services`, where that is not the service's name (ADR 4). */
  readonly folder?: string;
  readonly load: () => Promise<{ readonly service: AnyService }>;
}

/** The registry holds services of every API; only the invoker looks inside, by operation name. */
export type AnyService = ServiceDefinition<Apis[ServiceName], never>;

/** Every service of this cloud. A service's code is read at its first request, so start-up does not pay for it. */
export const registry: Readonly<Record<ServiceName, ServiceEntry>> = {
  sqs: { signingName: 'sqs', client: '@aws-sdk/client-sqs', load: load(() => import('./sqs/index.ts')) },
  dynamodb: {
    signingName: 'dynamodb',
    client: '@aws-sdk/client-dynamodb',
    load: load(() => import('./dynamodb/index.ts')),
  },
  dynamodbstreams: {
    signingName: 'dynamodb',
    client: '@aws-sdk/client-dynamodb-streams',
    folder: 'dynamodb/streams',
    load: load(() => import('./dynamodb/streams/index.ts')),
  },
  lambda: { signingName: 'lambda', client: '@aws-sdk/client-lambda', load: load(() => import('./lambda/index.ts')) },
  logs: { signingName: 'logs', client: '@aws-sdk/client-cloudwatch-logs', load: load(() => import('./logs/index.ts')) },
  iam: { signingName: 'iam', client: '@aws-sdk/client-iam', load: load(() => import('./iam/index.ts')) },
  sts: { signingName: 'sts', client: '@aws-sdk/client-sts', load: load(() => import('./sts/index.ts')) },
  'application-autoscaling': {
    signingName: 'application-autoscaling',
    client: '@aws-sdk/client-application-auto-scaling',
    load: load(() => import('./application-autoscaling/index.ts')),
  },
};

/** Forgets a service's API and state types: behind this line operations are found by name. */
function load(module: () => Promise<{ readonly service: unknown }>): ServiceEntry['load'] {
  return async () => (await module()) as { readonly service: AnyService };
}
