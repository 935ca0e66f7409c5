/** The input that was read last, if its JSON had no backslash: to keep a set of them costs more than they save. */
let latest: object | undefined;

/** To remember a shorter input costs more than to look through its texts. */
const WORTHWHILE_LENGTH = 256;

/**
 * Remembers an input that came in JSON without a backslash: none of its texts needs one where it is written as JSON
 * again, as a service does that stores what it is given.
 */
export function rememberEscapeFree(input: unknown, json: string): void {
  latest = json.length >= WORTHWHILE_LENGTH && !json.includes('\\') ? (input as object) : undefined;
}

/** Whether none of its texts needs an escape, as far as that is known: to be asked before anything is waited for. */
export const isEscapeFree = (input: object): boolean => input === latest;
