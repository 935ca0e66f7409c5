import type { Authorizations } from '../../kernel/operation.ts';
import type { ApplicationAutoscaling } from './api.ts';

/** The IAM action of each operation, and the resources it is asked on. */
export const authorization: Authorizations<ApplicationAutoscaling> = {};
