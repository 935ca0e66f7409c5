const MIN_LENGTH = 2;
const MAX_LENGTH = 64;

/** A function's sessions are named like the function, within what STS takes. */
export const toSessionName = (functionName: string): string =>
  functionName.slice(0, MAX_LENGTH).padEnd(MIN_LENGTH, '-');
