import type { Context } from './api.ts';
import { namespaceNotImplemented, unsupportedResource, validationException } from './errors.ts';
import type { TargetKey } from './scalable-target.ts';

interface TargetInput {
  readonly ServiceNamespace?: TargetKey['namespace'] | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: TargetKey['dimension'] | undefined;
}

type Scope = Pick<Context, 'accountId' | 'region'>;

const TABLE = /^table\/[A-Za-z0-9_.-]{3,255}$/;
const INDEX = /^table\/[A-Za-z0-9_.-]{3,255}\/index\/[A-Za-z0-9_.-]{3,255}$/;

/** The target that a request names; throws where the three do not go together. */
export function toTargetKey(scope: Scope, input: TargetInput): TargetKey {
  const namespace = input.ServiceNamespace!;
  const dimension = input.ScalableDimension!;
  const resourceId = input.ResourceId!;
  requireDimension(namespace, dimension);
  if (namespace !== 'dynamodb') throw namespaceNotImplemented(namespace);
  const pattern = dimension.startsWith('dynamodb:table:') ? TABLE : INDEX;
  if (!pattern.test(resourceId)) throw unsupportedResource();
  return { accountId: scope.accountId, region: scope.region, namespace, resourceId, dimension };
}

/** What a request for a list narrows it to. */
export interface TargetFilter {
  readonly accountId: string;
  readonly region: string;
  readonly namespace: TargetKey['namespace'];
  readonly resourceId: string | undefined;
  readonly dimension: TargetKey['dimension'] | undefined;
}

export function toTargetFilter(scope: Scope, input: TargetInput): TargetFilter {
  const namespace = input.ServiceNamespace!;
  const { ResourceId: resourceId, ScalableDimension: dimension } = input;
  if (dimension !== undefined) {
    requireDimension(namespace, dimension);
    if (resourceId === undefined) {
      throw validationException('ResourceId must be specified when ScalableDimension is specified');
    }
  }
  return { accountId: scope.accountId, region: scope.region, namespace, resourceId, dimension };
}

export const isOfTarget = ({ resourceId, dimension }: TargetFilter, key: TargetKey): boolean =>
  (resourceId === undefined || key.resourceId === resourceId) &&
  (dimension === undefined || key.dimension === dimension);

/** A dimension begins with its namespace. */
export function requireDimension(namespace: string, dimension: string): void {
  if (!dimension.startsWith(`${namespace}:`)) throw unsupportedResource();
}
