import type { ServiceName } from '../kernel/clients.ts';

/** `GET /_cirro/health`. */
export interface Health {
  readonly version: string;
  readonly ready: boolean;
  /** The data folder, or 'memory'. */
  readonly data: string;
  readonly clock: 'system' | 'virtual';
  readonly now: string;
  readonly services: Readonly<Record<string, 'available'>>;
}

export interface HealthFacts {
  readonly version: string;
  readonly data: string | undefined;
  readonly isVirtual: boolean;
  readonly now: number;
  readonly services: readonly ServiceName[];
}

export const toHealth = (facts: HealthFacts): Health => ({
  version: facts.version,
  ready: true,
  data: facts.data ?? 'memory',
  clock: facts.isVirtual ? 'virtual' : 'system',
  now: new Date(facts.now).toISOString(),
  services: Object.fromEntries(facts.services.map((name) => [name, 'available' as const])),
});

/** `GET /_localstack/health`: the same in the shape that existing wait scripts look for. */
export const toLocalStackHealth = (health: Health) => ({
  services: health.services,
  edition: 'community',
  version: health.version,
});
