import type { ServiceName } from '../kernel/clients.ts';
import type { Host } from '../kernel/context.ts';
import type { LoadedService } from '../kernel/invoke.ts';
import type { ServiceDefinition } from '../kernel/service.ts';
import type { Constraints } from '../model/constraints.ts';
import { loadModel, type ServiceModel } from '../model/service-model.ts';
import { validate } from '../model/validate.ts';
import { registry } from './registry.ts';

/** A service in memory, with its API's model and its state for one cloud. */
export interface Service extends LoadedService {
  readonly model: ServiceModel;
}

/** Loads each service at its first call, and closes what they keep. One for each cloud. */
export class ServiceLoader {
  readonly #host: Host;
  readonly #loaded = new Map<ServiceName, Service>();
  readonly #loading = new Map<ServiceName, Promise<Service>>();

  constructor(host: Host) {
    this.#host = host;
  }

  load(name: ServiceName): Service | Promise<Service> {
    const known = this.#loaded.get(name) ?? this.#loading.get(name);
    if (known) return known;
    const loading = this.#load(name);
    this.#loading.set(name, loading);
    return loading;
  }

  /** Only for a service that was loaded: a context outside any call asks for it. */
  stateOf(name: ServiceName): unknown {
    return this.#loaded.get(name)?.state;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#loaded.values()].map(({ definition, state }) => definition.close?.(state)));
  }

  async #load(name: ServiceName): Promise<Service> {
    const { service } = await registry[name].load();
    const definition = service as unknown as ServiceDefinition<object, unknown>;
    const model = loadModel(name, await definition.schemas(), definition.constraints as Constraints);
    const loaded: Service = {
      definition,
      model,
      state: definition.state?.(this.#host),
      validate: toValidator(definition, model),
    };
    this.#loaded.set(name, loaded);
    return loaded;
  }
}

function toValidator(
  { validationError }: ServiceDefinition<object, unknown>,
  model: ServiceModel,
): Service['validate'] {
  if (!validationError) return () => undefined;
  return (operation, input) => {
    const violations = validate(model, operation, input);
    return violations.length === 0 ? undefined : validationError(violations);
  };
}
