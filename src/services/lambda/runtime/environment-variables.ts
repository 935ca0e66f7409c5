import { delimiter, dirname, join } from 'node:path';
import type { EnvironmentFolder } from './environment-folder.ts';
import type { FunctionCredentials, FunctionSpec } from './function-spec.ts';
import { runtimeFamily } from './runtime-family.ts';

export interface VariableSources {
  readonly spec: FunctionSpec;
  readonly folder: EnvironmentFolder;
  readonly credentials: FunctionCredentials;
  readonly logStream: string;
  readonly endpoint: string;
  readonly runtimeApi: string;
  /** Where `runtimes/` lies. */
  readonly runtimes: string;
  readonly interpreter?: string | undefined;
}

/**
 * All that a function finds in its environment; nothing of Cirro's own gets in.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const environmentVariables = (sources: VariableSources): Record<string, string> => ({
  ...changeableVariables(sources),
  ...sources.spec.environment,
  ...reservedVariables(sources),
});

/** A process that waits for its function has this much and no more. */
export const waitingVariables = (folder: EnvironmentFolder, interpreter: string): Record<string, string> => ({
  ...systemVariables(),
  ...temporaryFolder(folder),
  PATH: searchPath(interpreter),
  LANG: 'en_US.UTF-8',
});

/** The function's configuration may set these to something else. */
function changeableVariables({
  spec,
  folder,
  endpoint,
  interpreter,
  runtimes,
}: VariableSources): Record<string, string> {
  const { task, opt } = folder.inside;
  const family = runtimeFamily(spec.runtime);
  return {
    ...systemVariables(),
    ...temporaryFolder(folder),
    AWS_ENDPOINT_URL: endpoint,
    // There is no instance metadata here: without this an SDK that lost its credentials would wait for it.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    PATH: searchPath(interpreter, opt),
    TZ: ':UTC',
    ...(family.kind === 'nodejs' ? { NODE_PATH: nodePath(opt, family.majorVersion) } : {}),
    ...(family.kind === 'python' ? { PYTHONPATH: join(runtimes, 'python', 'site') } : {}),
    LD_LIBRARY_PATH: [task, `${task}/lib`, `${opt}/lib`].join(':'),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html: "reserved". */
function reservedVariables({
  spec,
  folder,
  credentials,
  logStream,
  runtimeApi,
}: VariableSources): Record<string, string> {
  const isOsOnly = runtimeFamily(spec.runtime).kind === 'provided';
  return {
    _HANDLER: spec.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_DEFAULT_REGION: spec.region,
    ...(isOsOnly ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}` }),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySizeMb),
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...(runtimeApi === '' ? {} : { AWS_LAMBDA_RUNTIME_API: runtimeApi }),
    AWS_REGION: spec.region,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_RUNTIME_DIR: folder.inside.runtime,
    LAMBDA_TASK_ROOT: folder.inside.task,
  };
}

/** Where AWS mounts layers for Node: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
const nodePath = (opt: string, majorVersion: number): string =>
  [`${opt}/nodejs/node${majorVersion}/node_modules`, `${opt}/nodejs/node_modules`].join(delimiter);

const searchPath = (interpreter?: string, opt = '/opt'): string =>
  [
    ...(interpreter === undefined ? [] : [dirname(interpreter)]),
    ...(process.platform === 'win32' ? [process.env['SystemRoot'] ?? ''] : ['/usr/local/bin', '/usr/bin', '/bin']),
    `${opt}/bin`,
  ].join(delimiter);

/** With a HOME of its own, a function does not read the developer's `~/.aws`. */
const temporaryFolder = (folder: EnvironmentFolder): Record<string, string> => ({
  HOME: folder.inside.tmp,
  ...(folder.isSandboxed ? {} : { TMPDIR: folder.inside.tmp, TEMP: folder.inside.tmp, TMP: folder.inside.tmp }),
});

/** Without these, sockets do not work on Windows. */
function systemVariables(): Record<string, string> {
  const { SystemRoot: systemRoot } = process.env;
  return process.platform === 'win32' && systemRoot !== undefined ? { SystemRoot: systemRoot } : {};
}
