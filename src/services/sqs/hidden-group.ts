import { toBuffer } from '../../lib/to-buffer.ts';
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
const MEMBER_FIELDS = [
  'number',
  'receiveCount',
  'sentAt',
  'firstReceivedAt',
  'receivedAt',
  'moves',
  'parcel',
  'parcelSize',
] as const;
const MEMBER_BYTES = MEMBER_FIELDS.length * NUMBER_BYTES;
const QUEUE_ID_BYTES = 16;
const COUNT = QUEUE_ID_BYTES + 2 * NUMBER_BYTES;
const MEMBERS_START = COUNT + 4;

/** Rows of version 1: no count, and members without a parcel, since each message had a row of its own. */
const FIRST_MEMBERS_START = COUNT;
const FIRST_MEMBER_BYTES = 6 * NUMBER_BYTES;

/** [queue's id, 16 bytes][visibleAt][group][count, 4 bytes][the members' fields]: numbers are doubles. */
export const hiddenGroupCodec: Codec<HiddenGroup> = {
  encode({ queueId, visibleAt, group, members }) {
    const bytes = Buffer.allocUnsafe(MEMBERS_START + members.length * MEMBER_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    bytes.write(queueId, 0, 'latin1');
    view.setFloat64(QUEUE_ID_BYTES, visibleAt);
    view.setFloat64(QUEUE_ID_BYTES + NUMBER_BYTES, group);
    view.setUint32(COUNT, members.length);
    let at = MEMBERS_START;
    for (const member of members) {
      for (const field of MEMBER_FIELDS) {
        view.setFloat64(at, member[field]);
        at += NUMBER_BYTES;
      }
    }
    return bytes;
  },

  decode(stored) {
    const bytes = toBuffer(stored);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const queueId = bytes.toString('latin1', 0, QUEUE_ID_BYTES);
    const visibleAt = view.getFloat64(QUEUE_ID_BYTES);
    const group = view.getFloat64(QUEUE_ID_BYTES + NUMBER_BYTES);
    // The count makes that no row of today is as long as one of then.
    const isFirst = (bytes.length - FIRST_MEMBERS_START) % FIRST_MEMBER_BYTES === 0;
    const members: HiddenMessage[] = [];
    const step = isFirst ? FIRST_MEMBER_BYTES : MEMBER_BYTES;
    for (let at = isFirst ? FIRST_MEMBERS_START : MEMBERS_START; at < bytes.length; at += step) {
      const number = view.getFloat64(at);
      members.push({
        queueId,
        visibleAt,
        group,
        number,
        receiveCount: view.getFloat64(at + NUMBER_BYTES),
        sentAt: view.getFloat64(at + 2 * NUMBER_BYTES),
        firstReceivedAt: view.getFloat64(at + 3 * NUMBER_BYTES),
        receivedAt: view.getFloat64(at + 4 * NUMBER_BYTES),
        moves: view.getFloat64(at + 5 * NUMBER_BYTES),
        parcel: isFirst ? number : view.getFloat64(at + 6 * NUMBER_BYTES),
        parcelSize: isFirst ? 1 : view.getFloat64(at + 7 * NUMBER_BYTES),
      });
    }
    return { queueId, visibleAt, group, members };
  },
};
