import { createCloud, type Cloud, type CloudOptions } from '../../src/index.ts';
import type { VirtualClock } from '../../src/kernel/virtual-clock.ts';

interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

export interface TestCloud extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly endpoint: string;
  readonly clock: VirtualClock;
  /** A client of the real SDK, over HTTP. `config` overrides, e.g. another region or account (`credentials`). */
  client<C>(Client: new (config: ClientConfig & Record<string, unknown>) => C, config?: Record<string, unknown>): C;
  /** The raw wire, for what the SDK would not send. Signed as key 'test' for `service`. */
  fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { service: string; headers?: Record<string, string> },
  ): Promise<Response>;
}

/** A cloud of its own in memory on a virtual clock, listening on a free loopback port. */
export async function testCloud(options: CloudOptions = {}): Promise<TestCloud> {
  const cloud = await createCloud({ clock: 'virtual', ...options });
  const settings: ClientConfig = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const clients: { destroy?: () => void }[] = [];
  return {
    cloud,
    endpoint: cloud.endpoint,
    // Only `clock: 'system'` makes it another one, and such a test does not move it.
    clock: cloud.clock as VirtualClock,
    client(Client, config = {}) {
      const client = new Client({ ...settings, ...config });
      clients.push(client as { destroy?: () => void });
      return client;
    },
    fetch: (path, { service, headers, ...init }) =>
      fetch(`${cloud.endpoint}${path}`, {
        method: 'POST',
        ...init,
        headers: { ...signedHeaders(service), ...headers },
      }),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy?.();
      await cloud.close();
    },
  };
}

/** A signature of a key that the cloud did not issue: read, but not verified. */
export const signedHeaders = (service: string): Record<string, string> => ({
  'x-amz-date': '20261121T000000Z',
  authorization:
    `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, ` +
    `SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
});

/** The error a call rejects with; fails when it does not. */
export async function errorOf(call: Promise<unknown>): Promise<Error & { $metadata?: { httpStatusCode?: number } }> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error('the call succeeded, but an error was expected');
}
