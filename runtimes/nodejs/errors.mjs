import { types } from 'node:util';

/** An error of the runtime itself, named as AWS names it: `Runtime.HandlerNotFound`. */
export class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

/** The payload that the caller of the function gets. */
export function toPayload(error) {
  try {
    if (types.isNativeError(error) || isErrorLike(error)) {
      return { errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') };
    }
    return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

/** The text in the log, which starts with a tab, as on AWS. */
export function toLogText(reason) {
  const error = toError(reason);
  try {
    return `\t${JSON.stringify(error, (_key, value) => (value instanceof Error ? withHiddenMembers(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(toPayload(error))}`;
  }
}

export const toError = (reason) => (reason instanceof Error ? reason : new Error(reason));

const isErrorLike = (value) =>
  Boolean(value && value.name && value.message && value.stack) &&
  [value.name, value.message, value.stack].every((member) => typeof member === 'string');

function withHiddenMembers(error) {
  const members = { errorType: error.name, errorMessage: error.message, code: error.code, ...error };
  return typeof error.stack === 'string' ? { ...members, stack: error.stack.split('\n') } : members;
}
