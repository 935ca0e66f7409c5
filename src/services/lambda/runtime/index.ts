export { FunctionRuntimes, type FunctionRuntimesOptions } from './function-runtimes.ts';
export type {
  CognitoIdentity,
  FunctionCredentials,
  FunctionError,
  FunctionLogEvent,
  FunctionSpec,
  InvokeRequest,
  InvokeResult,
  LogSink,
} from './function-spec.ts';
export type { RuntimeAvailability } from './interpreter.ts';
