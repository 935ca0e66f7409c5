import { EXIT, UserError } from './command.ts';

export const DEFAULT_PORT = 4566;

/** Options that say which running cloud a command talks to. */
export const endpointOptions = { endpoint: { type: 'string' }, port: { type: 'string' } } as const;

export const endpointUsage = `  --port N         the port the cloud listens on (${DEFAULT_PORT})
  --endpoint URL   its whole address, when it is not on this machine's loopback`;

/** The address of the cloud a command means: the option, then the environment, then the default port. */
export function toEndpoint(options: Readonly<Record<string, string | boolean | undefined>>): string {
  if (typeof options['endpoint'] === 'string') return options['endpoint'].replace(/\/+$/, '');
  if (typeof options['port'] === 'string') return `http://127.0.0.1:${toPort(options['port'])}`;
  return process.env['AWS_ENDPOINT_URL']?.replace(/\/+$/, '') ?? `http://127.0.0.1:${DEFAULT_PORT}`;
}

export function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError(`'${text}' is not a port; give a number from 0 to 65535.`, EXIT.usage);
}

/** Calls the control API of a running cloud; answers its JSON. */
export async function control(
  endpoint: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`${endpoint}/_cirro/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    throw new UserError(`no cloud answers at ${endpoint}. Start one with 'cirro start'.`, EXIT.notRunning);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new UserError(
    (answer as { message?: string } | undefined)?.message ?? `${endpoint} answered ${response.status}.`,
  );
}

/** Whether a cloud answers there. */
export async function isRunning(endpoint: string): Promise<boolean> {
  return control(endpoint, 'GET', 'health').then(
    () => true,
    () => false,
  );
}
