import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import type { HiddenGroup } from './hidden-group.ts';
import type { HiddenMessage } from './message.ts';
import { hiddenGroups } from './store.ts';

/** A receive gives ten messages and a batch sends ten: larger rows would be rewritten for each message that leaves. */
const MAX_MEMBERS = 10;

interface Group {
  readonly id: number;
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
  readonly #open = new Map<number, Group>();

  constructor(tx: Transaction, queueId: string) {
    this.#tx = tx;
    this.#queueId = queueId;
  }

  /** The group for a message to be hidden until `visibleAt`, to be `put` there; `newGroup` gives a number that none had. */
  groupFor(visibleAt: number, newGroup: () => number): number {
    const open = this.#open.get(visibleAt);
    if (open && open.members.length < MAX_MEMBERS) return open.id;
    const group: Group = { id: newGroup(), stored: undefined, members: [], isChanged: true };
    this.#open.set(visibleAt, group);
    this.#groups.set(group.id, group);
    return group.id;
  }

  put(hidden: HiddenMessage): void {
    const group = this.#groups.get(hidden.group)!;
    group.members.push(hidden);
    group.isChanged = true;
  }

  /** `hidden` as this transaction found it. */
  remove({ group: id, number }: HiddenMessage): void {
    const group = this.#groups.get(id)!;
    group.members = group.members.filter((member) => member.number !== number);
    group.isChanged = true;
  }

  find(visibleAt: number, group: number, number: number): MaybePromise<HiddenMessage | undefined> {
    const known = this.#groups.get(group);
    if (known) return findMember(known.members, number);
    const stored = hiddenGroups.get(this.#tx, [this.#queueId, visibleAt, group]);
    return chain(stored, (row) => row && findMember(this.#keep(row), number));
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
    const queueId = this.#queueId;
    for (const { id, stored, members, isChanged } of this.#groups.values()) {
      if (!isChanged) continue;
      const [first] = members;
      if (first) hiddenGroups.insert(this.#tx, { queueId, visibleAt: first.visibleAt, group: id, members });
      else if (stored) hiddenGroups.remove(this.#tx, stored);
    }
    this.#groups.clear();
    this.#open.clear();
  }

  #keep(stored: HiddenGroup): readonly HiddenMessage[] {
    this.#groups.set(stored.group, { id: stored.group, stored, members: [...stored.members], isChanged: false });
    return stored.members;
  }
}

const findMember = (members: readonly HiddenMessage[], number: number) =>
  members.find((member) => member.number === number);
