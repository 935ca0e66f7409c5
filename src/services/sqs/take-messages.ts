import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import { MAX_IN_FLIGHT_MESSAGES } from './limits.ts';
import { Mailbox, type Claim } from './mailbox.ts';
import { settleCounts } from './message-counts.ts';
import { isExpired, type HiddenMessage, type Message } from './message.ts';
import { parseQueueArn, toQueueArn, toQueueKey } from './queue-address.ts';
import { isExhausted } from './redrive-policy.ts';
import { queues } from './store.ts';

export interface Delivery {
  readonly message: Message;
  readonly hidden: HiddenMessage;
}

export interface Taken {
  readonly deliveries: readonly Delivery[];
  /** True if so many messages had to be thrown away or moved that the rest is left to another transaction. */
  readonly isCutShort: boolean;
}

/** So many rounds of expired or dead-lettered messages one transaction goes through. */
const MAX_ROUNDS = 50;

/** Gives up to `limit` messages to a receiver; what has expired is dropped, what is exhausted goes to the dead-letter queue. */
export function takeMessages(
  tx: Transaction,
  mailbox: Mailbox,
  limit: number,
  timeoutSeconds: number,
): MaybePromise<Taken> {
  return chain(mailbox.claim(limit), (claims) =>
    claims.every((claim) => isDeliverable(mailbox, claim))
      ? { deliveries: deliver(mailbox, claims, timeoutSeconds), isCutShort: false }
      : sift(tx, mailbox, claims, limit, timeoutSeconds),
  );
}

const deliver = (mailbox: Mailbox, claims: readonly Claim[], timeoutSeconds: number): readonly Delivery[] =>
  claims.map((claim) => ({ message: claim.message, hidden: mailbox.deliver(claim, timeoutSeconds) }));

const isDeliverable = ({ queue, now }: Mailbox, { message, hidden }: Claim): boolean =>
  !isExpired(message, queue.retentionSeconds, now) &&
  !(hidden && isExhausted(hidden.receiveCount, queue.redrivePolicy));

/** Delivers what can be delivered, and claims more for what cannot. */
async function sift(
  tx: Transaction,
  mailbox: Mailbox,
  firstClaims: readonly Claim[],
  limit: number,
  timeoutSeconds: number,
): Promise<Taken> {
  const deadLetters = new DeadLetters(tx, mailbox);
  const taken: Claim[] = [];
  let isDrained = false;
  let claims = firstClaims;
  for (let round = 1; ; round++) {
    isDrained = claims.length < limit - taken.length;
    for (const claim of claims) {
      if (isExpired(claim.message, mailbox.queue.retentionSeconds, mailbox.now)) mailbox.forget(claim);
      else if (isDeliverable(mailbox, claim) || !(await deadLetters.accept(claim))) taken.push(claim);
    }
    if (taken.length === limit || isDrained || round === MAX_ROUNDS) break;
    claims = await mailbox.claim(limit - taken.length);
  }
  await deadLetters.save();
  return { deliveries: deliver(mailbox, taken, timeoutSeconds), isCutShort: taken.length < limit && !isDrained };
}

/** AWS answers a receive on such a queue with OverLimit, or a long poll with nothing. */
export function isFull(mailbox: Mailbox, limit: number): MaybePromise<boolean> {
  const { inFlight, hiddenFrom } = mailbox.backlog;
  if (inFlight + limit <= MAX_IN_FLIGHT_MESSAGES) return false;
  // The counter is right as long as nothing has come back; else it is counted afresh, which takes a while.
  const settled = hiddenFrom <= mailbox.now ? settleCounts(mailbox) : undefined;
  return chain(settled, () => mailbox.backlog.inFlight >= MAX_IN_FLIGHT_MESSAGES);
}

/** The dead-letter queue of a receive; most receives never open it. */
class DeadLetters {
  readonly #tx: Transaction;
  readonly #source: Mailbox;
  #target: Mailbox | 'missing' | undefined;

  constructor(tx: Transaction, source: Mailbox) {
    this.#tx = tx;
    this.#source = source;
  }

  /** Moves an exhausted message; false if there is no such queue (any more). */
  async accept(claim: Claim): Promise<boolean> {
    const message = claim.message;
    const hidden = claim.hidden!;
    this.#target ??= await this.#open();
    if (this.#target === 'missing') return false;

    this.#source.forget(claim);
    this.#target.add(
      {
        ...message,
        deadLetterSourceArn: toQueueArn(this.#source.queue),
        earlierReceives: (message.earlierReceives ?? 0) + hidden.receiveCount,
        firstReceivedAt: message.firstReceivedAt ?? hidden.firstReceivedAt,
      },
      message.sentAt,
      0,
    );
    return true;
  }

  async save(): Promise<void> {
    if (this.#target instanceof Mailbox) await this.#target.save();
  }

  async #open(): Promise<Mailbox | 'missing'> {
    const address = parseQueueArn(this.#source.queue.redrivePolicy!.deadLetterTargetArn);
    const queue = address && (await queues.get(this.#tx, toQueueKey(address)));
    // Two mailboxes of one queue in one transaction would overwrite each other.
    if (!queue || queue.queueId === this.#source.queue.queueId) return 'missing';
    return Mailbox.open(this.#tx, queue);
  }
}
