import type { ServiceName } from '../kernel/clients.ts';
import type { HttpAnswer, HttpRoute } from '../kernel/service.ts';
import { registry } from '../services/registry.ts';
import type { Core } from './core.ts';

const SERVICE_PATH = /^\/_cirro\/([^/]+)\//;

/** What a service answers at this path beside its API; undefined where there is no such thing. */
export async function answerServiceRoute(core: Core, method: string, path: string): Promise<HttpAnswer | undefined> {
  const name = SERVICE_PATH.exec(path)?.[1];
  if (name === undefined || !Object.hasOwn(registry, name)) return undefined;
  const { definition, state } = await core.services.load(name as ServiceName);
  for (const route of definition.routes ?? ([] as readonly HttpRoute<unknown>[])) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match) return route.answer(state, match.groups ?? {});
  }
  return undefined;
}
