import { defineService } from '../../kernel/service.ts';
import type { Lambda } from './api.ts';
import { authorization } from './authorization.ts';
import { discardCode } from './code/discard-code.ts';
import { constraints } from './constraints.ts';
import { validationFailed } from './errors.ts';
import { pollQueue } from './event-source-mapping/poll-queue.ts';
import { invokeEvent } from './invocation/event-queue.ts';
import { addPermission } from './operations/add-permission.ts';
import { createEventSourceMapping } from './operations/create-event-source-mapping.ts';
import { createFunction } from './operations/create-function.ts';
import { deleteEventSourceMapping } from './operations/delete-event-source-mapping.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { deleteFunction } from './operations/delete-function.ts';
import { putFunctionEventInvokeConfig } from './operations/put-function-event-invoke-config.ts';
import { updateFunctionEventInvokeConfig } from './operations/update-function-event-invoke-config.ts';
import { getFunctionEventInvokeConfig } from './operations/get-function-event-invoke-config.ts';
import { listFunctionEventInvokeConfigs } from './operations/list-function-event-invoke-configs.ts';
import { deleteFunctionEventInvokeConfig } from './operations/delete-function-event-invoke-config.ts';
import { getAccountSettings } from './operations/get-account-settings.ts';
import { getEventSourceMapping } from './operations/get-event-source-mapping.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getFunction } from './operations/get-function.ts';
import { getPolicy } from './operations/get-policy.ts';
import { invokeAsync } from './operations/invoke-async.ts';
import { invoke } from './operations/invoke.ts';
import { listEventSourceMappings } from './operations/list-event-source-mappings.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listTags } from './operations/list-tags.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { publishVersion } from './operations/publish-version.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { removePermission } from './operations/remove-permission.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateEventSourceMapping } from './operations/update-event-source-mapping.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';
import { routes } from './routes.ts';
import { LambdaState } from './state.ts';

export const service = defineService<Lambda, LambdaState>({
  name: 'lambda',
  schemas: () => import('@aws-sdk/client-lambda'),
  authorization,
  constraints,
  validationError: validationFailed,
  state: (host) => new LambdaState(host),
  close: (state) => state.close(),
  routes,
  tasks: {
    'lambda.discardCode': discardCode,
    'lambda.invokeEvent': invokeEvent,
    'lambda.pollQueue': pollQueue,
  },
  operations: {
    AddLayerVersionPermission: 'unsupported',
    AddPermission: addPermission,
    CheckpointDurableExecution: 'unsupported',
    CreateAlias: 'unsupported',
    CreateCapacityProvider: 'unsupported',
    CreateCodeSigningConfig: 'unsupported',
    CreateEventSourceMapping: createEventSourceMapping,
    CreateFunction: createFunction,
    CreateFunctionUrlConfig: 'unsupported',
    DeleteAlias: 'unsupported',
    DeleteCapacityProvider: 'unsupported',
    DeleteCodeSigningConfig: 'unsupported',
    DeleteEventSourceMapping: deleteEventSourceMapping,
    DeleteFunction: deleteFunction,
    DeleteFunctionCodeSigningConfig: 'unsupported',
    DeleteFunctionConcurrency: deleteFunctionConcurrency,
    DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
    DeleteFunctionUrlConfig: 'unsupported',
    DeleteLayerVersion: 'unsupported',
    DeleteProvisionedConcurrencyConfig: 'unsupported',
    DeleteResourcePolicy: 'unsupported',
    GetAccountSettings: getAccountSettings,
    GetAlias: 'unsupported',
    GetCapacityProvider: 'unsupported',
    GetCodeSigningConfig: 'unsupported',
    GetDurableExecution: 'unsupported',
    GetDurableExecutionHistory: 'unsupported',
    GetDurableExecutionState: 'unsupported',
    GetEventSourceMapping: getEventSourceMapping,
    GetFunction: getFunction,
    GetFunctionCodeSigningConfig: 'unsupported',
    GetFunctionConcurrency: getFunctionConcurrency,
    GetFunctionConfiguration: getFunctionConfiguration,
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
    GetFunctionRecursionConfig: 'unsupported',
    GetFunctionScalingConfig: 'unsupported',
    GetFunctionUrlConfig: 'unsupported',
    GetLayerVersion: 'unsupported',
    GetLayerVersionByArn: 'unsupported',
    GetLayerVersionPolicy: 'unsupported',
    GetPolicy: getPolicy,
    GetProvisionedConcurrencyConfig: 'unsupported',
    GetResourcePolicy: 'unsupported',
    GetRuntimeManagementConfig: 'unsupported',
    Invoke: invoke,
    InvokeAsync: invokeAsync,
    InvokeWithResponseStream: 'unsupported',
    ListAliases: 'unsupported',
    ListCapacityProviders: 'unsupported',
    ListCodeSigningConfigs: 'unsupported',
    ListDurableExecutionsByFunction: 'unsupported',
    ListEventSourceMappings: listEventSourceMappings,
    ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs,
    ListFunctionUrlConfigs: 'unsupported',
    ListFunctionVersionsByCapacityProvider: 'unsupported',
    ListFunctions: listFunctions,
    ListFunctionsByCodeSigningConfig: 'unsupported',
    ListLayerVersions: 'unsupported',
    ListLayers: 'unsupported',
    ListProvisionedConcurrencyConfigs: 'unsupported',
    ListTags: listTags,
    ListVersionsByFunction: listVersionsByFunction,
    PublishLayerVersion: 'unsupported',
    PublishVersion: publishVersion,
    PutFunctionCodeSigningConfig: 'unsupported',
    PutFunctionConcurrency: putFunctionConcurrency,
    PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
    PutFunctionRecursionConfig: 'unsupported',
    PutFunctionScalingConfig: 'unsupported',
    PutProvisionedConcurrencyConfig: 'unsupported',
    PutResourcePolicy: 'unsupported',
    PutRuntimeManagementConfig: 'unsupported',
    RemoveLayerVersionPermission: 'unsupported',
    RemovePermission: removePermission,
    SendDurableExecutionCallbackFailure: 'unsupported',
    SendDurableExecutionCallbackHeartbeat: 'unsupported',
    SendDurableExecutionCallbackSuccess: 'unsupported',
    StopDurableExecution: 'unsupported',
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateAlias: 'unsupported',
    UpdateCapacityProvider: 'unsupported',
    UpdateCodeSigningConfig: 'unsupported',
    UpdateEventSourceMapping: updateEventSourceMapping,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig,
    UpdateFunctionUrlConfig: 'unsupported',
  },
});
