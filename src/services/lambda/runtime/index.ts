export { FunctionRuntimes, type FunctionRuntimesOptions } from './function-runtimes.ts';
export type {
  FunctionCredentials,
  FunctionLogEvent,
  FunctionSpec,
  InvokeRequest,
  InvokeResult,
} from './function-spec.ts';
