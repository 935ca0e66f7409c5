/** One revision of a function, with all that its process needs. */
export interface FunctionSpec {
  /** Names code and configuration together: every revision has its own. Environments are reused only within one key. */
  readonly functionKey: string;
  readonly functionName: string;
  /** Unqualified. */
  readonly functionArn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly runtime: string;
  readonly handler: string;
  /** The folder of the unpacked package, never written to, best on the file system of `host.config.scratch`. Asked once per environment. */
  readonly codeDirectory: () => Promise<string>;
  /** Unpacked layers, in the order of the configuration: later ones cover earlier ones in `/opt`. */
  readonly layerDirectories?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMb?: number;
  readonly logGroup: string;
  readonly accountId: string;
  readonly region: string;
  /** Asked once per environment, which is replaced before they expire. */
  readonly credentials: () => Promise<FunctionCredentials>;
}

/** A session of the execution role. */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: number;
}

export interface InvokeRequest {
  readonly requestId: string;
  /** JSON; an empty payload reaches the handler as `{}`. */
  readonly payload: Uint8Array;
  /** As the caller qualified it; the function's ARN by default. */
  readonly invokedFunctionArn?: string;
  readonly traceHeader?: string;
  /** JSON text, already decoded from base64. */
  readonly clientContext?: string | undefined;
  readonly cognitoIdentity?: CognitoIdentity;
  readonly logTail?: boolean;
}

interface CognitoIdentity {
  readonly cognitoIdentityId: string;
  readonly cognitoIdentityPoolId: string;
}

type FunctionError = 'Handled' | 'Unhandled';

export interface InvokeResult {
  readonly payload: Uint8Array;
  readonly functionError?: FunctionError | undefined;
  /** What the error payload says too, for metrics and retries: `Sandbox.Timedout`, `Runtime.ExitError`, `TypeError`. */
  readonly errorType?: string | undefined;
  /** The last 4 KB of the log as plain text, if it was asked for. */
  readonly logTail?: string | undefined;
  readonly logStream: string;
  readonly durationMs: number;
  /** Only of a cold start. */
  readonly initDurationMs?: number | undefined;
  readonly billedDurationMs: number;
  readonly maxMemoryUsedMb: number;
}

/** Whose log: one stream for each environment. */
export interface LogSource {
  readonly accountId: string;
  readonly region: string;
  readonly functionName: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/** One log event as CloudWatch Logs stores it: the message ends with a newline. */
export interface LogLine {
  readonly timestamp: number;
  readonly message: string;
}

export type LogSink = (source: LogSource, line: LogLine) => void;
