import type { Codec } from '../../storage/row-format.ts';
import type { HiddenMessage } from './message.ts';

/** Messages that were hidden together until the same instant share one row: a receive of ten writes one. */
export interface HiddenGroup {
  readonly queueId: string;
  readonly visibleAt: number;
  /** Unique in its queue. */
  readonly group: number;
  readonly members: readonly HiddenMessage[];
}

const NUMBER_BYTES = 8;
const MEMBER_FIELDS = ['number', 'receiveCount', 'sentAt', 'firstReceivedAt', 'receivedAt', 'moves'] as const;
const MEMBER_BYTES = MEMBER_FIELDS.length * NUMBER_BYTES;
const QUEUE_ID_BYTES = 16;
const MEMBERS_START = QUEUE_ID_BYTES + 2 * NUMBER_BYTES;

/** [queue's id, 16 bytes][visibleAt][group][the members' fields]: numbers are doubles. */
export const hiddenGroupCodec: Codec<HiddenGroup> = {
  encode({ queueId, visibleAt, group, members }) {
    const bytes = Buffer.allocUnsafe(MEMBERS_START + members.length * MEMBER_BYTES);
    bytes.write(queueId, 0, 'latin1');
    let at = bytes.writeDoubleBE(visibleAt, QUEUE_ID_BYTES);
    at = bytes.writeDoubleBE(group, at);
    for (const member of members) for (const field of MEMBER_FIELDS) at = bytes.writeDoubleBE(member[field], at);
    return bytes;
  },

  decode(stored) {
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
    const queueId = bytes.toString('latin1', 0, QUEUE_ID_BYTES);
    const visibleAt = bytes.readDoubleBE(QUEUE_ID_BYTES);
    const group = bytes.readDoubleBE(QUEUE_ID_BYTES + NUMBER_BYTES);
    const members: HiddenMessage[] = [];
    for (let at = MEMBERS_START; at < bytes.length; at += MEMBER_BYTES) {
      members.push({
        queueId,
        visibleAt,
        group,
        number: bytes.readDoubleBE(at),
        receiveCount: bytes.readDoubleBE(at + NUMBER_BYTES),
        sentAt: bytes.readDoubleBE(at + 2 * NUMBER_BYTES),
        firstReceivedAt: bytes.readDoubleBE(at + 3 * NUMBER_BYTES),
        receivedAt: bytes.readDoubleBE(at + 4 * NUMBER_BYTES),
        moves: bytes.readDoubleBE(at + 5 * NUMBER_BYTES),
      });
    }
    return { queueId, visibleAt, group, members };
  },
};
