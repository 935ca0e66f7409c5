import type { Host } from '../../../kernel/context.ts';
import { CREDENTIALS_MARGIN_MS } from '../limits.ts';
import type { FunctionCredentials } from '../runtime/index.ts';
import { serviceContext } from '../service-context.ts';
import { assumeRole } from './execution-role.ts';

interface Execution {
  readonly accountId: string;
  readonly region: string;
  readonly roleArn: string;
  /** AWS names the session like the function. */
  readonly functionName: string;
}

/** Temporary credentials of execution roles, shared by the processes of a function until shortly before they expire. */
export class RoleCredentials {
  readonly #host: Host;
  readonly #cached = new Map<string, Promise<FunctionCredentials>>();

  constructor(host: Host) {
    this.#host = host;
  }

  async get(execution: Execution): Promise<FunctionCredentials> {
    const key = `${execution.roleArn} ${execution.functionName}`;
    const cached = await this.#cached.get(key)?.catch(() => undefined);
    if (cached && cached.expiresAt - CREDENTIALS_MARGIN_MS > this.#host.clock.now()) return cached;
    const fresh = this.#assume(execution);
    this.#cached.set(key, fresh);
    return fresh;
  }

  async #assume({ roleArn, functionName, ...place }: Execution): Promise<FunctionCredentials> {
    const { Credentials } = await assumeRole(serviceContext(this.#host, place), roleArn, functionName);
    return {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
      expiresAt: Credentials!.Expiration!.getTime(),
    };
  }
}
