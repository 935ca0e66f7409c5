import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { Operation } from '../api.ts';
import { packageOf } from '../code/package-source.ts';
import { checkSettings, withSettings } from '../configuration/settings.ts';
import { toShape } from '../configuration/shape.ts';
import { functionExists, functionNameTooLong, notImplemented, runtimeAndHandlerMissing } from '../errors.ts';
import { type FunctionReference, parseFunctionName } from '../function-name.ts';
import { requireAssumableRole } from '../invocation/execution-role.ts';
import { type Code, type Configuration, LATEST, type LambdaFunction } from '../lambda-function.ts';
import {
  DEFAULT_EPHEMERAL_STORAGE_MB,
  DEFAULT_MEMORY_MB,
  DEFAULT_TIMEOUT_SECONDS,
  MAX_FUNCTION_NAME_CHARACTERS,
} from '../limits.ts';
import { discardCode, findFunction, functionLane, functions } from '../store.ts';
import { publish } from '../publish.ts';
import { withTags } from '../tags.ts';

export const createFunction: Operation<'CreateFunction'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  if (reference.name.length > MAX_FUNCTION_NAME_CHARACTERS)
    throw functionNameTooLong(reference.name, MAX_FUNCTION_NAME_CHARACTERS);
  checkRequest(input);
  await requireAssumableRole(ctx, input.Role!, reference.name);
  const known = await ctx.read((snapshot) => findFunction(snapshot, reference));
  if (known) throw functionExists(reference.name);
  const code = await ctx.state.code.keep(packageOf(input.Code ?? {}, 'CreateFunction'));
  const [functionId, revisionId] = [ctx.random.uuid(), ctx.random.uuid()];
  ctx.state.runtimes.prepare(input.Runtime!);

  const shape = await ctx.transact(functionLane(reference), async (tx) => {
    const owner = newFunction(reference, input, { functionId, revisionId, code, now: tx.now });
    if (await findFunction(tx, reference)) {
      // Lost a race with another CreateFunction: the code that came with this one is nobody's.
      discardCode(tx, owner, code.blobId);
      return undefined;
    }
    const created = input.Publish ? publish(tx, owner) : owner;
    functions.insert(tx, created);
    return toShape(created, created.latest, { change: 'creating' });
  });
  if (!shape) throw functionExists(reference.name);
  return shape;
};

function checkRequest(input: CreateFunctionCommandInput): void {
  if (input.PackageType === 'Image' || input.Code?.ImageUri !== undefined)
    throw notImplemented('container images of Lambda functions');
  if (input.CodeSigningConfigArn !== undefined) throw notImplemented('Lambda code signing');
  if (input.TenancyConfig !== undefined) throw notImplemented('tenant isolation of Lambda functions');
  if (input.Runtime === undefined || input.Handler === undefined) throw runtimeAndHandlerMissing();
  checkSettings(input);
}

interface Birth {
  readonly functionId: string;
  readonly revisionId: string;
  readonly code: Code;
  readonly now: number;
}

function newFunction(
  { accountId, region, name }: FunctionReference,
  input: CreateFunctionCommandInput,
  birth: Birth,
): LambdaFunction {
  return {
    accountId,
    region,
    name,
    functionId: birth.functionId,
    latest: withSettings(defaults(name, input, birth), input),
    lastVersion: 0,
    tags: withTags({}, input.Tags ?? {}),
    policies: {},
    eventInvokes: {},
  };
}

const defaults = (
  name: string,
  input: CreateFunctionCommandInput,
  { revisionId, code, now }: Birth,
): Configuration => ({
  version: LATEST,
  revisionId,
  // Checked by `checkRequest`, as is the handler.
  runtime: input.Runtime!,
  handler: input.Handler!,
  roleArn: input.Role!,
  description: '',
  memorySizeMb: DEFAULT_MEMORY_MB,
  timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
  ephemeralStorageMb: DEFAULT_EPHEMERAL_STORAGE_MB,
  architectures: input.Architectures ?? ['x86_64'],
  tracingMode: 'PassThrough',
  logGroup: `/aws/lambda/${name}`,
  code,
  lastModifiedAt: now,
});
