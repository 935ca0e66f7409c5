import type { Message } from './message.ts';

/** Messages that came together lie in one row, written once and never changed. */
export interface Parcel {
  readonly queueId: string;
  /** The number of its first message; the others follow without a hole. */
  readonly first: number;
  readonly size: number;
  readonly sizeBytes: number;
  readonly messages: readonly Message[];
}

/** Counts the messages of a parcel that are gone while others are not. */
export interface Remnant {
  readonly queueId: string;
  readonly parcel: number;
  readonly gone: number;
}

/** As many as a receive gives: a larger row would be kept for longer after most of its messages are gone. */
const MAX_PARCEL_MESSAGES = 10;
/** Large messages gain nothing from company. */
const MAX_PARCEL_BYTES = 64 * 1024;

/** Whether another message of so many bytes may join. */
export const hasRoom = (parcel: Pick<Parcel, 'size' | 'sizeBytes'>, bytes: number): boolean =>
  parcel.size < MAX_PARCEL_MESSAGES && parcel.sizeBytes + bytes <= MAX_PARCEL_BYTES;

/** Whether the message that bears the number lies in it. */
export const holds = ({ first, size }: Pick<Parcel, 'first' | 'size'>, number: number): boolean =>
  number >= first && number < first + size;
