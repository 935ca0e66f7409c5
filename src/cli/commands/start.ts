import { resolve } from 'node:path';
import { EXIT, UserError, type Command, type OptionValues } from '../command.ts';
import { DEFAULT_PORT, toPort } from '../instance.ts';
import { paint, print } from '../terminal.ts';
import { clientEnvironment, toExports } from './env.ts';
import type { Cloud, CloudOptions } from '../../cloud.ts';

const DEFAULT_DATA = '.cirro';

export const startCommand: Command = {
  summary: 'start a cloud here and keep it running until Ctrl+C or cirro stop',
  usage: `Usage: cirro start [options]

  --port N          listen there (${DEFAULT_PORT}; 0 takes a free one)
  --host ADDRESS    bind to it (127.0.0.1; any other forces --auth strict)
  --data DIR        keep everything in this folder (./${DEFAULT_DATA})
  --ephemeral       keep everything in memory; gone at the end
  --clock virtual   time stands still until 'cirro clock' moves it
  --auth strict     refuse access keys that this cloud did not issue`,
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    data: { type: 'string' },
    ephemeral: { type: 'boolean' },
    clock: { type: 'string' },
    auth: { type: 'string' },
  },
  async run(_args, options) {
    // Loaded here, so that the other commands start without reading a whole cloud.
    const { createCloud } = await import('../../cloud.ts');
    const cloud = await createCloud(toCloudOptions(options));
    print(banner(cloud));
    await stopped(cloud);
    return EXIT.ok;
  },
};

function toCloudOptions(options: OptionValues): CloudOptions {
  const clock = oneOf('clock', options['clock'], ['system', 'virtual'] as const);
  const auth = oneOf('auth', options['auth'], ['lenient', 'strict'] as const);
  if (options['ephemeral'] && options['data'] !== undefined) {
    throw new UserError('--ephemeral and --data exclude each other.', EXIT.usage);
  }
  return {
    port: typeof options['port'] === 'string' ? toPort(options['port']) : DEFAULT_PORT,
    ...(typeof options['host'] === 'string' ? { host: options['host'] } : {}),
    ...(options['ephemeral'] ? {} : { data: resolve(String(options['data'] ?? DEFAULT_DATA)) }),
    ...(clock ? { clock } : {}),
    ...(auth ? { auth } : {}),
  };
}

function oneOf<T extends string>(
  name: string,
  value: string | boolean | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UserError(`--${name} takes ${allowed.join(' or ')}, not '${String(value)}'.`, EXIT.usage);
}

function banner(cloud: Cloud): string {
  const seconds = process.uptime().toFixed(2);
  const lines = [
    `${paint('bold', 'Cirro')} is ready at ${paint('cyan', cloud.endpoint)} after ${seconds} s; data in ${cloud.data ?? 'memory'}`,
    '',
    toExports(clientEnvironment(cloud.endpoint, cloud.rootKey), 'sh'),
  ];
  if (cloud.rootKey) lines.push('', 'This is the root key. No key opens this cloud that it did not issue itself.');
  return lines.join('\n');
}

/** Resolves when the cloud has closed, by a signal or through the control API. */
async function stopped(cloud: Cloud): Promise<void> {
  const close = () => void cloud.close();
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  await cloud.closed;
}
