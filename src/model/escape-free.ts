const escapeFree = new WeakSet<object>();

/** To remember a shorter input costs more than to look through its texts. */
const WORTHWHILE_LENGTH = 256;

/**
 * Remembers an input that came in JSON without a backslash: none of its texts needs one where it is written as JSON
 * again, as a service does that stores what it is given.
 */
export function rememberEscapeFree(input: unknown, json: string): void {
  if (json.length < WORTHWHILE_LENGTH || json.includes('\\')) return;
  escapeFree.add(input as object);
}

/** Whether none of its texts needs an escape, as far as that is known. */
export const isEscapeFree = (input: object): boolean => escapeFree.has(input);
