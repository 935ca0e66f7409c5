import { EXIT, type Command } from '../command.ts';
import { endpointOptions, endpointUsage, toEndpoint } from '../instance.ts';
import { print } from '../terminal.ts';

interface ClientKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const anyKey = (): ClientKey => ({
  accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'test',
  secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
});

/** What an AWS client needs to reach this cloud instead of AWS; `key` where not just any opens it. */
export const clientEnvironment = (endpoint: string, key = anyKey()): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: key.accessKeyId,
  AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  // The CLI and boto3 read the one, the SDK for JavaScript only the other.
  AWS_DEFAULT_REGION: region(),
  AWS_REGION: region(),
});

const region = () => process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1';

/** The lines for a POSIX shell, `fish`, PowerShell or `cmd`. */
export function toExports(variables: Readonly<Record<string, string>>, shell: string): string {
  const line: (name: string, value: string) => string =
    {
      fish: (name: string, value: string) => `set -gx ${name} '${value}'`,
      powershell: (name: string, value: string) => `$env:${name} = '${value}'`,
      cmd: (name: string, value: string) => `set ${name}=${value}`,
    }[shell] ?? ((name, value) => `export ${name}='${value}'`);
  return Object.entries(variables)
    .map(([name, value]) => line(name, value))
    .join('\n');
}

export const envCommand: Command = {
  summary: 'print the lines that point AWS clients of this shell here',
  usage: `Usage: eval "$(cirro env)"\n\n${endpointUsage}\n  --shell NAME     sh (default), fish, powershell or cmd`,
  options: { ...endpointOptions, shell: { type: 'string' } },
  run(_args, options) {
    const shell = typeof options['shell'] === 'string' ? options['shell'] : 'sh';
    print(toExports(clientEnvironment(toEndpoint(options)), shell));
    return Promise.resolve(EXIT.ok);
  },
};
