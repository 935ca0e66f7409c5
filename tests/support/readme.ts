import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remains } from './lab.ts';
import { bash, startServer, type Server } from './server.ts';
import { aws } from './tools.ts';

const CHECK = '--- check';

/** What the steps of a README printed. */
export interface Followed {
  readonly code: number | null;
  readonly stderr: string;
  /** The output of each block that is marked as a check, in order. */
  readonly checks: readonly string[];
  /** What the clean-up left behind. */
  readonly remains: readonly string[];
}

/**
 * Runs the ```sh blocks of a page of `folder`, its README by default, in order, as they stand there, against a server on a virtual clock.
 * A block marked ```sh check is one whose output the test looks at; `beforeFirstCheck` is the wait the text asks for.
 */
export async function followReadme(
  folder: string,
  options: { readonly page?: string; readonly beforeFirstCheck?: (server: Server) => string } = {},
): Promise<Followed> {
  await using server = await startServer({ args: ['--clock', 'virtual'] });
  const script = toScript(join(folder, options.page ?? 'README.md'), options.beforeFirstCheck?.(server));
  const { code, stdout, stderr } = await bash(script, {
    cwd: folder,
    env: {
      AWS_ENDPOINT_URL: server.endpoint,
      PATH: `${join(aws, '..')}:${process.env['PATH']}`,
      // The SDK's word about Node's version would be the only one on stderr.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  return { code, stderr, checks: toChecks(stdout), remains: await remains(server) };
}

function toScript(readme: string, beforeFirstCheck = ''): string {
  const blocks = [...readFileSync(readme, 'utf8').matchAll(/^```sh( check)?\n(.*?)^```/gms)];
  const firstCheck = blocks.findIndex(([, check]) => check !== undefined);
  return blocks
    .map(([, check, text], at) => {
      const wait = at === firstCheck ? `${beforeFirstCheck}\n` : '';
      return check === undefined ? text : `${wait}echo '${CHECK}'\n${text}\necho '${CHECK} ends'`;
    })
    .join('\n');
}

const toChecks = (stdout: string): readonly string[] =>
  stdout
    .split(`${CHECK}\n`)
    .slice(1)
    .map((text) => text.split(`${CHECK} ends\n`)[0]!.trim());
