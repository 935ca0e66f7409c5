import { reservedConcurrencyReached } from '../errors.ts';
import type { Context } from '../../../kernel/context.ts';
import { toFunctionArn } from '../function-name.ts';
import { toFunctionKey } from '../lambda-function.ts';
import type { FunctionSpec, InvokeRequest, InvokeResult } from '../runtime/index.ts';
import type { LambdaState } from '../state.ts';
import type { FunctionVersion } from '../store.ts';

/** One invocation, now. Throws TooManyRequestsException; what the function does wrong is in the result. */
export async function runFunction(
  { state }: Pick<Context<LambdaState>, 'state'>,
  version: FunctionVersion,
  request: InvokeRequest,
): Promise<InvokeResult> {
  const { owner, configuration } = version;
  const functionArn = toFunctionArn(owner);
  const isFull =
    owner.reservedConcurrency !== undefined && state.concurrency.running(functionArn) >= owner.reservedConcurrency;
  if (isFull) throw reservedConcurrencyReached();
  const functionKey = toFunctionKey(functionArn, configuration);

  return state.concurrency.count([functionArn, functionKey], async () => {
    state.use(functionArn, functionKey);
    const codeDirectory = await state.code.folderFor(configuration.code, functionKey);
    return state.runtimes.invoke(toSpec(state, version, codeDirectory), request);
  });
}

function toSpec(state: LambdaState, { owner, configuration }: FunctionVersion, codeDirectory: string): FunctionSpec {
  const { accountId, region, name: functionName } = owner;
  const functionArn = toFunctionArn(owner);
  return {
    functionKey: toFunctionKey(functionArn, configuration),
    functionName,
    functionArn,
    version: configuration.version,
    runtime: configuration.runtime,
    handler: configuration.handler,
    codeDirectory,
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
