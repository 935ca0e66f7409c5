import type { Authenticator } from '../auth/authenticator.ts';
import type { Host } from '../kernel/context.ts';
import type { Invoker } from '../kernel/invoke.ts';
import type { ServiceLoader } from '../services/loader.ts';

/** What the gateway needs of a cloud. A reset makes a new one under the same server. */
export interface Core {
  readonly host: Host;
  readonly invoker: Invoker;
  readonly authenticator: Authenticator;
  readonly services: ServiceLoader;
  /** Told about errors that are ours. */
  readonly onFailure: (error: unknown) => void;
}
