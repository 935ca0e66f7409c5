import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { finish, startServer, withoutAws, type Finished, type Server } from '../../support/server.ts';
import { aws } from '../../support/tools.ts';

/** Credentials as IAM's and STS's answers give them. */
export interface Key {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

export interface AwsCli extends AsyncDisposable {
  readonly server: Server;
  /** A folder of its own, where the CLI runs. */
  readonly folder: string;
  /** One call: `line` is split at its spaces, each of `more` is one argument. */
  run(line: string, ...more: string[]): Promise<Finished>;
  /** The JSON that the call prints; fails when the call does. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what a test reads of an answer it also expects
  json(line: string, ...more: string[]): Promise<any>;
  /** Exit code and the sentence of a call that AWS refuses. */
  refusal(line: string, ...more: string[]): Promise<string>;
  /** The same CLI with other settings; an empty one is none. */
  as(env: Record<string, string>): AwsCli;
  /** The same CLI with other credentials. */
  with(key: Key): AwsCli;
  write(name: string, content: string | Uint8Array): void;
}

const SETTINGS = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PAGER: 'cat',
  AWS_MAX_ATTEMPTS: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
};

/** The AWS CLI in a fresh shell, and a server for it that was started as a user starts one. */
export async function awsCli(...flags: string[]): Promise<AwsCli> {
  const server = await startServer({ args: flags });
  const folder = mkdtempSync(join(tmpdir(), 'cirro-aws-cli-'));
  return cliOf(server, folder, SETTINGS);
}

function cliOf(server: Server, folder: string, settings: Record<string, string>): AwsCli {
  const run = (line: string, ...more: string[]) =>
    finish(
      spawn(aws, ['--endpoint-url', server.endpoint, ...line.split(' '), ...more], {
        cwd: folder,
        env: { ...withoutAws(), ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== '')) },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  return {
    server,
    folder,
    run,
    json: async (line, ...more) => {
      const { code, stdout, stderr } = await run(line, ...more);
      if (code !== 0) throw new Error(`aws ${line}: ${code}: ${stderr}`);
      return stdout === '' ? undefined : JSON.parse(stdout);
    },
    refusal: async (line, ...more) => {
      const { code, stderr } = await run(line, ...more);
      // Version 2 counts the retries that it was told not to make.
      return `${code}:${stderr.trimEnd().replace(' (reached max retries: 0)', '').replace(/^\n/, ' ')}`;
    },
    as: (env) => cliOf(server, folder, { ...settings, ...env }),
    with: (key) =>
      cliOf(server, folder, {
        ...settings,
        AWS_ACCESS_KEY_ID: key.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: key.SecretAccessKey,
        ...(key.SessionToken !== undefined && { AWS_SESSION_TOKEN: key.SessionToken }),
      }),
    write: (name, content) => writeFileSync(join(folder, name), content),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A package with one module. */
export const packageOf = (code: string): Uint8Array => zipSync({ 'index.mjs': new TextEncoder().encode(code) });

export const trust = (principal: Record<string, string>): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
