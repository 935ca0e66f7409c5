export interface AwsErrorOptions {
  /** HTTP status, where the SDK's error schema does not already say it. */
  readonly status?: number;
  /** Further members of the error's shape, e.g. `Item` of ConditionalCheckFailedException. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What a caller did wrong, in AWS's own code and words. Thrown where it is noticed; serialized in one place. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = options.status;
    this.fields = options.fields ?? {};
  }
}
