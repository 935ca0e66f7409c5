import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import type { Content, Message } from './message.ts';
import { hasRoom, type Parcel } from './parcel.ts';
import { parcels, remnants } from './store.ts';

/** A message in its row, as much of it as is needed to forget it. */
export type Place = Pick<Message, 'parcel' | 'parcelSize'>;

interface Growing extends Parcel {
  size: number;
  sizeBytes: number;
  readonly messages: Message[];
}

/** The rows of the messages of one queue, in one transaction: changes are kept until `flush`. */
export class Parcels {
  readonly #tx: Transaction;
  readonly #queueId: string;
  /** Those that take what comes; the last one has room. */
  #arriving: Growing[] = [];
  /** How many messages of each row were forgotten, and how many it was written with. */
  readonly #gone = new Map<number, { readonly size: number; count: number }>();
  #latest: Parcel | undefined;

  constructor(tx: Transaction, queueId: string) {
    this.#tx = tx;
    this.#queueId = queueId;
  }

  /** Numbers follow each other, but for those of delayed messages: these get a row each. */
  add(number: number, content: Content, sentAt: number): void {
    const { bodyJson } = content;
    const last = this.#arriving.at(-1);
    const open =
      last && last.first + last.size === number && hasRoom(last, bodyJson.length) ? last : this.#open(number);
    open.messages.push({
      queueId: this.#queueId,
      number,
      parcel: open.first,
      parcelSize: 0,
      messageId: content.messageId,
      bodyMd5: content.bodyMd5,
      senderId: content.senderId,
      bodyJson,
      sentAt,
      arrivedAt: this.#tx.now,
      attributes: content.attributes,
      groupId: content.groupId,
      traceHeader: content.traceHeader,
      deadLetterSourceArn: content.deadLetterSourceArn,
      earlierReceives: content.earlierReceives,
      firstReceivedAt: content.firstReceivedAt,
    });
    open.size++;
    open.sizeBytes += bodyJson.length;
  }

  #open(first: number): Growing {
    const parcel: Growing = { queueId: this.#queueId, first, size: 0, sizeBytes: 0, messages: [] };
    this.#arriving.push(parcel);
    return parcel;
  }

  /** The row of a message that is there. */
  read(first: number): MaybePromise<Parcel | undefined> {
    if (this.#latest?.first === first) return this.#latest;
    return chain(parcels.get(this.#tx, [this.#queueId, first]), (found) => (this.#latest = found));
  }

  forget({ parcel, parcelSize: size }: Place): void {
    const gone = this.#gone.get(parcel);
    if (gone) gone.count++;
    else this.#gone.set(parcel, { size, count: 1 });
  }

  /** What was added is there to be read. */
  flushAdded(): void {
    for (const parcel of this.#arriving) parcels.insert(this.#tx, parcel);
    this.#arriving = [];
  }

  flush(): MaybePromise<void> {
    this.flushAdded();
    const gone = [...this.#gone];
    this.#gone.clear();
    let flushed: MaybePromise<void> = undefined;
    for (const [first, { size, count }] of gone) flushed = chain(flushed, () => this.#remove(first, size, count));
    return flushed;
  }

  /** A row goes with the last of its messages; until then a remnant counts them. */
  #remove(first: number, size: number, count: number): MaybePromise<void> {
    const queueId = this.#queueId;
    // All at once is usual: then there is no remnant, and none is looked for.
    if (count === size) return this.#removeRow(first);
    return chain(remnants.get(this.#tx, [queueId, first]), (remnant) => {
      const gone = (remnant?.gone ?? 0) + count;
      if (gone < size) {
        remnants.insert(this.#tx, { queueId, parcel: first, gone });
        return;
      }
      this.#removeRow(first);
      if (remnant) remnants.remove(this.#tx, remnant);
    });
  }

  #removeRow(first: number): void {
    // A table without indexes asks no more of a row to remove than its key; the row itself is large.
    parcels.remove(this.#tx, { queueId: this.#queueId, first } as Parcel);
  }
}
