import { chain, isPromise } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import {
  countArrival,
  countHidden,
  emptyBacklog,
  mayHaveExpired,
  passFresh,
  setNextFresh,
  type Backlog,
  type Draft,
} from './backlog.ts';
import { HiddenMessages } from './hidden-messages.ts';
import { MAX_IN_FLIGHT_MESSAGES } from './limits.ts';
import { isDelayed, type Content, type HiddenMessage, type Message } from './message.ts';
import { Parcels, type Place } from './parcels.ts';
import { availableTopic } from './queue-address.ts';
import type { Queue } from './queue.ts';
import { readFresh, type ReadAhead } from './read-ahead.ts';
import type { Receipt } from './receipt-handle.ts';
import { backlogs, moves } from './store.ts';

/** A message taken out of its place, to be hidden again or forgotten in the same transaction. */
export interface Claim {
  readonly message: Message;
  /** Its place so far; absent when nobody had received it. */
  readonly hidden: HiddenMessage | undefined;
}

/** What one queue holds, inside one transaction. Nothing of the backlog is written before `save`. */
export class Mailbox {
  readonly queue: Queue;
  readonly #tx: Transaction;
  readonly #hidden: HiddenMessages;
  readonly #parcels: Parcels;
  readonly #stored: Backlog | undefined;
  readonly #backlog: Draft;
  readonly #readAhead: ReadAhead | undefined;
  #hasChanged = false;

  /** With `readAhead`, the messages that nobody has received yet are read from there. */
  static open(tx: Transaction, queue: Queue, readAhead?: ReadAhead): MaybePromise<Mailbox> {
    return chain(backlogs.get(tx, [queue.queueId]), (stored) => new Mailbox(tx, queue, stored, readAhead));
  }

  private constructor(tx: Transaction, queue: Queue, stored: Backlog | undefined, readAhead: ReadAhead | undefined) {
    this.#tx = tx;
    this.queue = queue;
    this.#readAhead = readAhead;
    this.#hidden = new HiddenMessages(tx, queue.queueId);
    this.#parcels = new Parcels(tx, queue.queueId);
    this.#stored = stored;
    this.#backlog = { ...(stored ?? emptyBacklog(queue.queueId)) };
  }

  get backlog(): Backlog {
    return this.#backlog;
  }

  get now(): number {
    return this.#tx.now;
  }

  add(content: Content, sentAt: number, delaySeconds: number): void {
    const number = countArrival(this.#backlog, sentAt, delaySeconds > 0);
    this.#parcels.add(number, content, sentAt);
    this.#hasChanged = true;
    if (delaySeconds > 0) {
      const { queueId } = this.queue;
      const never = { receiveCount: 0, firstReceivedAt: 0, receivedAt: 0, moves: 0 };
      const visibleAt = this.now + delaySeconds * 1000;
      const group = this.#groupFor(visibleAt);
      const place = { number, parcel: number, parcelSize: 1 };
      this.#putHidden({ queueId, visibleAt, group, ...place, sentAt, ...never });
    }
  }

  /** Takes up to `limit` messages that are due out of their places, the longest available first. */
  claim(limit: number): MaybePromise<Claim[]> {
    return chain(this.#firstFresh(limit), (fresh) => {
      if (this.#mayHiddenBeFirst(fresh, limit)) return this.#claimDue(fresh, limit);
      const last = fresh.at(-1);
      if (last) passFresh(this.#backlog, last);
      return fresh.map((message) => ({ message, hidden: undefined }));
    });
  }

  /** Whether a hidden message came back before one of `fresh`; the usual receive knows without a look that none did. */
  #mayHiddenBeFirst(fresh: readonly Message[], limit: number): boolean {
    const { hiddenFrom } = this.#backlog;
    if (hiddenFrom > this.now) return false;
    return fresh.length < limit || fresh.some(({ arrivedAt }) => arrivedAt >= hiddenFrom);
  }

  async #claimDue(fresh: readonly Message[], limit: number): Promise<Claim[]> {
    const claims: Claim[] = [];
    const hidden = await this.#hidden.first(this.#backlog.hiddenFrom, limit + 1);
    let lapsedTaken = 0;
    let freshTaken = 0;
    while (claims.length < limit) {
      const lapsed = hidden[lapsedTaken];
      const unseen = fresh[freshTaken];
      if (lapsed && lapsed.visibleAt <= Math.min(this.now, unseen?.arrivedAt ?? Infinity)) {
        lapsedTaken++;
        const found = this.#parcels.read(lapsed.parcel);
        const parcel = isPromise(found) ? await found : found;
        this.#removeHidden(lapsed);
        const message = parcel?.messages.find(({ number }) => number === lapsed.number);
        if (message) claims.push({ message, hidden: lapsed });
      } else if (unseen) {
        freshTaken++;
        passFresh(this.#backlog, unseen);
        claims.push({ message: unseen, hidden: undefined });
      } else break;
    }
    const isAll = hidden.length <= limit;
    this.#lookFrom(hidden[lapsedTaken]?.visibleAt ?? (isAll ? Infinity : this.now));
    return claims;
  }

  /** Undoes the last claim: the message stands where it stood. */
  putBack({ message, hidden }: Claim): void {
    if (hidden) this.#putHidden(hidden);
    else setNextFresh(this.#backlog, message);
  }

  /** The message that has waited longest among those that nobody has received yet. */
  peekFresh(): MaybePromise<Message | undefined> {
    return chain(this.#firstFresh(1), ([first]) => first);
  }

  /** Forgets the message that `peekFresh` gave. */
  dropFresh(message: Message): void {
    passFresh(this.#backlog, message);
    this.#forget(message, 0);
  }

  hidden(): AsyncIterable<HiddenMessage> {
    return this.#hidden.all();
  }

  /** Hands a claimed message to a receiver: it is in flight until the timeout lapses. */
  deliver({ message, hidden }: Claim, timeoutSeconds: number): HiddenMessage {
    const { queueId } = this.queue;
    const { now } = this;
    const before = hidden && !isDelayed(hidden) ? hidden : undefined;
    const visibleAt = now + timeoutSeconds * 1000;
    const delivered: HiddenMessage = {
      queueId,
      visibleAt,
      group: this.#groupFor(visibleAt),
      number: message.number,
      parcel: message.parcel,
      parcelSize: message.parcelSize,
      receiveCount: (before?.receiveCount ?? 0) + 1,
      sentAt: message.sentAt,
      firstReceivedAt: before?.firstReceivedAt ?? now,
      receivedAt: now,
      moves: before ? before.moves + 1 : 0,
    };
    this.#putHidden(delivered);
    if (before) this.#setMove(delivered);
    return delivered;
  }

  /** Forgets a claimed message: expired, or moved to another queue. */
  forget({ message, hidden }: Claim): void {
    this.#forget(message, hidden?.moves ?? 0);
  }

  /** Where the message of a receipt stands, whichever of its receives gave the handle; absent when it is gone. */
  find(receipt: Receipt): MaybePromise<HiddenMessage | undefined> {
    // A handle from before a purge: what it named is gone.
    if (receipt.queueId !== this.queue.queueId) return undefined;
    const { visibleAt, group, number } = receipt;
    return chain(this.#hidden.find(visibleAt, group, number), (found) => found ?? this.#findMoved(number));
  }

  remove(hidden: HiddenMessage): void {
    this.#removeHidden(hidden);
    this.#forget(hidden, hidden.moves);
  }

  hide(hidden: HiddenMessage, timeoutSeconds: number): void {
    this.#removeHidden(hidden);
    const visibleAt = this.now + timeoutSeconds * 1000;
    const moved = { ...hidden, visibleAt, group: this.#groupFor(visibleAt), moves: hidden.moves + 1 };
    this.#putHidden(moved);
    this.#setMove(moved);
  }

  mayHaveExpired(): boolean {
    return mayHaveExpired(this.#backlog, this.queue.retentionSeconds, this.now);
  }

  recount(counts: Pick<Backlog, 'delayed' | 'inFlight' | 'countedAt' | 'oldestSentAt'>): void {
    Object.assign(this.#backlog, counts);
    this.#hasChanged = true;
  }

  /** Writes the backlog, and wakes those who wait: for a message, or to learn when one comes back. */
  save(): MaybePromise<void> {
    if (!this.#hasChanged) return;
    this.#hidden.flush();
    // Whether the row is there already or not: without an index, inserting is the same as replacing.
    backlogs.insert(this.#tx, this.#backlog);
    if (this.#isWorthLooking) this.#tx.signal(availableTopic(this.queue));
    return this.#parcels.flush();
  }

  /** Something came, or comes back earlier than anything so far, or a full queue may have room again. */
  get #isWorthLooking(): boolean {
    if (!this.#stored) return true;
    const { arrived, hiddenFrom, inFlight } = this.#stored;
    return (
      this.#backlog.arrived > arrived || this.#backlog.hiddenFrom < hiddenFrom || inFlight >= MAX_IN_FLIGHT_MESSAGES
    );
  }

  #firstFresh(limit: number): MaybePromise<readonly Message[]> {
    const { nextFresh, freshParcel, arrived } = this.#backlog;
    const { queueId } = this.queue;
    const last = Math.min(arrived, nextFresh + limit - 1);
    const range = { queueId, parcel: freshParcel, first: nextFresh, last };
    const committed = this.#stored?.arrived ?? 0;
    if (this.#readAhead && last <= committed) return this.#readAhead.read(this.#tx, range, committed);
    // What this transaction adds may not come to pass: memory must not hold it.
    this.#parcels.flushAdded();
    return readFresh(this.#tx, range);
  }

  #findMoved(number: number): MaybePromise<HiddenMessage | undefined> {
    return chain(
      moves.get(this.#tx, [this.queue.queueId, number]),
      (move) => move && this.#hidden.find(move.visibleAt, move.group, number),
    );
  }

  #lookFrom(hiddenFrom: number): void {
    if (hiddenFrom !== this.#backlog.hiddenFrom) this.#hasChanged = true;
    this.#backlog.hiddenFrom = hiddenFrom;
  }

  #groupFor(visibleAt: number): number {
    return this.#hidden.groupFor(visibleAt, () => ++this.#backlog.groups);
  }

  #putHidden(hidden: HiddenMessage): void {
    this.#hidden.put(hidden);
    countHidden(this.#backlog, hidden, 1);
    this.#backlog.hiddenFrom = Math.min(this.#backlog.hiddenFrom, hidden.visibleAt);
    this.#hasChanged = true;
  }

  #removeHidden(hidden: HiddenMessage): void {
    this.#hidden.remove(hidden);
    countHidden(this.#backlog, hidden, -1);
    this.#hasChanged = true;
  }

  #setMove({ queueId, number, visibleAt, group }: HiddenMessage): void {
    moves.insert(this.#tx, { queueId, number, visibleAt, group });
  }

  #forget(message: Place & Pick<Message, 'number'>, timesMoved: number): void {
    this.#parcels.forget(message);
    const { queueId } = this.queue;
    if (timesMoved > 0) moves.remove(this.#tx, { queueId, number: message.number, visibleAt: 0, group: 0 });
    this.#backlog.total--;
    this.#hasChanged = true;
  }
}
