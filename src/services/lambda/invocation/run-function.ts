import { reservedConcurrencyReached } from '../errors.ts';
import type { Context } from '../../../kernel/context.ts';
import { toFunctionArn } from '../function-name.ts';
import { type Configuration, type LambdaFunction, toFunctionKey } from '../lambda-function.ts';
import type { FunctionSpec, InvokeRequest, InvokeResult } from '../runtime/index.ts';
import type { LambdaState } from '../state.ts';
import type { FunctionVersion } from '../store.ts';

/** One invocation, now. Throws TooManyRequestsException; what the function does wrong is in the result. */
export async function runFunction(
  { state }: Pick<Context<LambdaState>, 'state'>,
  version: FunctionVersion,
  request: InvokeRequest,
): Promise<InvokeResult> {
  const spec = specOf(state, version);
  const { functionArn, functionKey } = spec;
  const { reservedConcurrency } = version.owner;
  const isFull = reservedConcurrency !== undefined && state.concurrency.running(functionArn) >= reservedConcurrency;
  if (isFull) throw reservedConcurrencyReached();

  state.concurrency.enter(functionArn);
  state.concurrency.enter(functionKey);
  try {
    state.use(functionArn, functionKey);
    return await state.runtimes.invoke(spec, request);
  } finally {
    state.concurrency.leave(functionArn);
    state.concurrency.leave(functionKey);
  }
}

/** A row is decoded once for many invocations, so is its spec made. */
function specOf(state: LambdaState, version: FunctionVersion): FunctionSpec {
  let spec = state.specs.get(version.configuration);
  if (!spec) state.specs.set(version.configuration, (spec = toSpec(state, version.owner, version.configuration)));
  return spec;
}

function toSpec(state: LambdaState, owner: LambdaFunction, configuration: Configuration): FunctionSpec {
  const { accountId, region, name: functionName } = owner;
  const functionArn = toFunctionArn(owner);
  const functionKey = toFunctionKey(functionArn, configuration);
  return {
    functionKey,
    functionName,
    functionArn,
    version: configuration.version,
    runtime: configuration.runtime,
    handler: configuration.handler,
    codeDirectory: () => state.code.folderFor(configuration.code, functionKey),
    ...(configuration.environment ? { environment: configuration.environment } : {}),
    memorySizeMb: configuration.memorySizeMb,
    timeoutSeconds: configuration.timeoutSeconds,
    ephemeralStorageMb: configuration.ephemeralStorageMb,
    logGroup: configuration.logGroup,
    accountId,
    region,
    credentials: () => state.credentials.get({ accountId, region, roleArn: configuration.roleArn, functionName }),
  };
}
