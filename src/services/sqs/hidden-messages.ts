import type { Transaction } from '../../storage/storage.ts';
import type { HiddenGroup } from './hidden-group.ts';
import type { HiddenMessage } from './message.ts';
import { hiddenGroups } from './store.ts';

/** A receive gives ten messages and a batch sends ten: larger rows would be rewritten for each message that leaves. */
const MAX_MEMBERS = 10;

interface Group {
  readonly stored: HiddenGroup | undefined;
  members: HiddenMessage[];
  isChanged: boolean;
}

/** The hidden messages of one queue in one transaction: changes are kept until `flush` writes each row once. */
export class HiddenMessages {
  readonly #tx: Transaction;
  readonly #queueId: string;
  readonly #groups = new Map<number, Group>();
  /** The group that takes what is hidden next until the same instant. */
  readonly #open = new Map<number, number>();

  constructor(tx: Transaction, queueId: string) {
    this.#tx = tx;
    this.#queueId = queueId;
  }

  /** `newGroup` gives a number that no group of the queue had. */
  add(message: Omit<HiddenMessage, 'group'>, newGroup: () => number): HiddenMessage {
    const { visibleAt } = message;
    let id = this.#open.get(visibleAt);
    if (id === undefined || this.#groups.get(id)!.members.length >= MAX_MEMBERS) {
      id = newGroup();
      this.#open.set(visibleAt, id);
      this.#groups.set(id, { stored: undefined, members: [], isChanged: true });
    }
    const hidden = { ...message, group: id };
    this.putBack(hidden);
    return hidden;
  }

  /** `hidden` as this transaction found it. */
  remove(hidden: HiddenMessage): void {
    const group = this.#groups.get(hidden.group)!;
    group.members = group.members.filter(({ number }) => number !== hidden.number);
    group.isChanged = true;
  }

  putBack(hidden: HiddenMessage): void {
    const group = this.#groups.get(hidden.group)!;
    group.members.push(hidden);
    group.isChanged = true;
  }

  async find(visibleAt: number, group: number, number: number): Promise<HiddenMessage | undefined> {
    if (!this.#groups.has(group)) {
      const stored = await hiddenGroups.get(this.#tx, [this.#queueId, visibleAt, group]);
      if (!stored) return undefined;
      this.#keep(stored);
    }
    return this.#groups.get(group)!.members.find((member) => member.number === number);
  }

  /** The first to come back from `visibleAt` on, at least `count` of them if there are so many. */
  async first(visibleAt: number, count: number): Promise<readonly HiddenMessage[]> {
    this.flush();
    const range = { prefix: [this.#queueId], gte: [this.#queueId, visibleAt], limit: count };
    const found = await hiddenGroups.list(this.#tx, range);
    return found.flatMap((stored) => this.#keep(stored));
  }

  async *all(): AsyncIterable<HiddenMessage> {
    this.flush();
    for await (const stored of hiddenGroups.scan(this.#tx, { prefix: [this.#queueId] })) yield* this.#keep(stored);
  }

  flush(): void {
    for (const [id, { stored, members, isChanged }] of this.#groups) {
      if (!isChanged) continue;
      const [first] = members;
      if (first)
        hiddenGroups.insert(this.#tx, { queueId: this.#queueId, visibleAt: first.visibleAt, group: id, members });
      else if (stored) hiddenGroups.remove(this.#tx, stored);
    }
    this.#groups.clear();
    this.#open.clear();
  }

  #keep(stored: HiddenGroup): readonly HiddenMessage[] {
    this.#groups.set(stored.group, { stored, members: [...stored.members], isChanged: false });
    return stored.members;
  }
}
