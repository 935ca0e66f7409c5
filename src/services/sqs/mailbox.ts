import { chain, isPromise } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import { countArrival, countHidden, emptyBacklog, mayHaveExpired, type Backlog, type Draft } from './backlog.ts';
import { HiddenMessages } from './hidden-messages.ts';
import { MAX_IN_FLIGHT_MESSAGES } from './limits.ts';
import { isDelayed, type HiddenMessage, type Message } from './message.ts';
import { availableTopic } from './queue-address.ts';
import type { Queue } from './queue.ts';
import { readFresh, type ReadAhead } from './read-ahead.ts';
import type { Receipt } from './receipt-handle.ts';
import { backlogs, messages, moves } from './store.ts';

export type NewMessage = Omit<Message, 'queueId' | 'number' | 'arrivedAt'>;

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
    this.#stored = stored;
    this.#backlog = { ...(stored ?? emptyBacklog(queue.queueId)) };
  }

  get backlog(): Backlog {
    return this.#backlog;
  }

  get now(): number {
    return this.#tx.now;
  }

  add(content: NewMessage, delaySeconds: number): void {
    const { queueId } = this.queue;
    const number = countArrival(this.#backlog, content.sentAt, delaySeconds > 0);
    messages.insert(this.#tx, { queueId, number, arrivedAt: this.now, ...content });
    this.#hasChanged = true;
    if (delaySeconds > 0) {
      const never = { receiveCount: 0, firstReceivedAt: 0, receivedAt: 0, moves: 0 };
      const visibleAt = this.now + delaySeconds * 1000;
      const group = this.#groupFor(visibleAt);
      this.#putHidden({ queueId, visibleAt, group, number, sentAt: content.sentAt, ...never });
    }
  }

  /** Takes up to `limit` messages that are due out of their places, the longest available first. */
  claim(limit: number): MaybePromise<Claim[]> {
    // Where it is known that no hidden message has come back, the usual receive does not look for any.
    if (this.#isHiddenDue) return this.#claimDue(limit);
    return chain(this.#firstFresh(limit), (fresh) => {
      this.#backlog.nextFresh += fresh.length;
      return fresh.map((message) => ({ message, hidden: undefined }));
    });
  }

  async #claimDue(limit: number): Promise<Claim[]> {
    const claims: Claim[] = [];
    const hidden = await this.#hidden.first(this.#backlog.hiddenFrom, limit + 1);
    const fresh = await this.#firstFresh(limit);
    let lapsedTaken = 0;
    let freshTaken = 0;
    while (claims.length < limit) {
      const lapsed = hidden[lapsedTaken];
      const unseen = fresh[freshTaken];
      if (lapsed && lapsed.visibleAt <= Math.min(this.now, unseen?.arrivedAt ?? Infinity)) {
        lapsedTaken++;
        const found = messages.get(this.#tx, [this.queue.queueId, lapsed.number]);
        const message = isPromise(found) ? await found : found;
        this.#removeHidden(lapsed);
        if (message) claims.push({ message, hidden: lapsed });
      } else if (unseen) {
        freshTaken++;
        this.#backlog.nextFresh = unseen.number + 1;
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
    else this.#backlog.nextFresh = message.number;
  }

  /** The message that has waited longest among those that nobody has received yet. */
  peekFresh(): MaybePromise<Message | undefined> {
    return chain(this.#firstFresh(1), ([first]) => first);
  }

  /** Forgets the message that `peekFresh` gave. */
  dropFresh(message: Message): void {
    this.#backlog.nextFresh = message.number + 1;
    this.#forget(message.number, 0);
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
    this.#forget(message.number, hidden?.moves ?? 0);
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
    this.#forget(hidden.number, hidden.moves);
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
  save(): void {
    if (!this.#hasChanged) return;
    this.#hidden.flush();
    // Whether the row is there already or not: without an index, inserting is the same as replacing.
    backlogs.insert(this.#tx, this.#backlog);
    if (this.#isWorthLooking) this.#tx.signal(availableTopic(this.queue));
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
    const { nextFresh, arrived } = this.#backlog;
    const range = { queueId: this.queue.queueId, first: nextFresh, last: Math.min(arrived, nextFresh + limit - 1) };
    const committed = this.#stored?.arrived ?? 0;
    // What this transaction adds may not come to pass: memory must not hold it.
    if (!this.#readAhead || range.last > committed) return readFresh(this.#tx, range);
    return this.#readAhead.read(this.#tx, range, committed);
  }

  #findMoved(number: number): MaybePromise<HiddenMessage | undefined> {
    return chain(
      moves.get(this.#tx, [this.queue.queueId, number]),
      (move) => move && this.#hidden.find(move.visibleAt, move.group, number),
    );
  }

  get #isHiddenDue(): boolean {
    return this.#backlog.hiddenFrom <= this.now;
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

  #forget(number: number, timesMoved: number): void {
    const key = { queueId: this.queue.queueId, number };
    // A table without indexes asks no more of a row to remove than its key; a body may be a megabyte.
    messages.remove(this.#tx, key as Message);
    if (timesMoved > 0) moves.remove(this.#tx, { ...key, visibleAt: 0, group: 0 });
    this.#backlog.total--;
    this.#hasChanged = true;
  }
}
