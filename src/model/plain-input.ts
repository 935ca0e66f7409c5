/** The input that was read last, if it is plain: to keep a set of them costs more than they save. */
let latest: object | undefined;

/** To remember a shorter input costs more than to look through its texts. */
const WORTHWHILE_LENGTH = 256;

/**
 * Remembers an input that came in JSON of nothing but ASCII and without a backslash: its texts have as many bytes as
 * characters, and none needs an escape where it is written as JSON again, as a service does that stores what it is given.
 */
export function rememberPlain(input: unknown, json: string, isAscii: boolean): void {
  latest = isAscii && json.length >= WORTHWHILE_LENGTH && !json.includes('\\') ? (input as object) : undefined;
}

/** Whether all its texts are plain, as far as that is known: to be asked before anything is waited for. */
export const isPlain = (input: object): boolean => input === latest;
