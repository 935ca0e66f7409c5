/** A place in a stream: which commit, and where among its records. Storage gives both parts, see `Transaction.append`. */
export type Position = readonly [commit: number, index: number];

export const compare = ([commit, index]: Position, [otherCommit, otherIndex]: Position): number =>
  commit === otherCommit ? index - otherIndex : commit - otherCommit;

export const isBefore = (left: Position, right: Position): boolean => compare(left, right) < 0;

/** The first place behind this one. */
export const after = ([commit, index]: Position): Position => [commit, index + 1];

const COMMIT_DIGITS = 16;
const INDEX_DIGITS = 6;
const SEQUENCE_NUMBER = new RegExp(`^1(\\d{${COMMIT_DIGITS}})(\\d{${INDEX_DIGITS}})$`);

/** As the API has it: a text of 21 to 40 digits that grows. The leading digit keeps the zeros behind it. */
export const toSequenceNumber = ([commit, index]: Position): string =>
  `1${String(commit).padStart(COMMIT_DIGITS, '0')}${String(index).padStart(INDEX_DIGITS, '0')}`;

/** Undefined for a number that is none of ours. */
export function parseSequenceNumber(text: string): Position | undefined {
  const [, commit, index] = SEQUENCE_NUMBER.exec(text) ?? [];
  return commit === undefined ? undefined : [Number(commit), Number(index)];
}

/** The number before this place's, which no record has: where a closed shard ends. */
export const precedingSequenceNumber = (position: Position): string => String(BigInt(toSequenceNumber(position)) - 1n);
