export { FunctionRuntimes, type FunctionRuntimesOptions } from './function-runtimes.ts';
export type {
  FunctionCredentials,
  FunctionSpec,
  InvokeRequest,
  InvokeResult,
  LogLine,
  LogSource,
} from './function-spec.ts';
