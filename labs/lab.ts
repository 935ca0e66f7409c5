/** Where a lab runs, and what it may do besides calling AWS APIs. */
export interface LabEnvironment {
  /** Client settings for every SDK client: endpoint, region, credentials. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Lets time pass: waits on a system clock, moves a virtual one. */
  pass(milliseconds: number): Promise<void>;
  progress(done: number, total: number, label: string): void;
}

/** What a lab makes, by name. */
export interface LabNames {
  readonly tables?: readonly string[];
  readonly queues?: readonly string[];
  readonly functions?: readonly string[];
  readonly roles?: readonly string[];
}

/** One of the applications that people learn serverless with, small and real. */
export interface Lab<Result = unknown> {
  readonly name: string;
  /** One line for `cirro lab`. */
  readonly summary: string;
  /** Where one of these is there already, the lab does not run: it would clean up what is somebody's. */
  readonly names: LabNames;
  run(environment: LabEnvironment): Promise<Result>;
  /** The closing table, and whether the figures add up. */
  report(result: Result): { readonly text: string; readonly addsUp: boolean };
  /** Removes all that `run` made; safe to call when some of it is missing. */
  cleanUp(environment: LabEnvironment): Promise<void>;
}
