import { expect, test } from 'vitest';
import { bodyOf } from './message-body.ts';
import { backlogs, hiddenGroups, parcels } from './store.ts';

// As they were written when each message had a row of its own.
const MESSAGE =
  'AUAcAAAAAAAAQI9AAAAAAABAn0AAAAAAAAAAAGBBQkNERUZHSElKS0xNTk9QNWZlYTc3NTYtMGVhNC00NTFhLWE3MDMtYTU1OGI5MzNlMjc0' +
  'ZDQxZDhjZDk4ZjAwYjIwNGU5ODAwOTk4ZWNmODQyN2UwMDAwMDAwMDAwMDAAAAAPeyJncm91cElkIjoiZyJ9c2F5ICLDqSI=';
const GROUP =
  'AUFCQ0RFRkdISUpLTE1OT1BA3UwAAAAAAEAIAAAAAAAAQBwAAAAAAABAAAAAAAAAAECPQAAAAAAAQJdwAAAAAABAo4gAAAAAAD/wAAAAAAAA' +
  'QCAAAAAAAABAAAAAAAAAAECPQAAAAAAAQJdwAAAAAABAo4gAAAAAAD/wAAAAAAAA';
const BACKLOG =
  'AUAiAAAAAAAAAAAAAAAAAABACAAAAAAAAEAiAAAAAAAAQN1MAAAAAABACAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAECPQAAAAAAA' +
  'QUJDREVGR0hJSktMTU5PUA==';

const queueId = 'ABCDEFGHIJKLMNOP';
const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

test('a message that has a row of its own is a parcel of one', () => {
  const { messages, ...parcel } = parcels.decode(bytesOf(MESSAGE));
  const [message] = messages;

  expect(parcel).toMatchObject({ queueId, first: 7, size: 1 });
  expect(bodyOf(message!)).toBe('say "é"');
  expect(message).toMatchObject({
    messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
    bodyMd5: 'd41d8cd98f00b204e9800998ecf8427e',
    senderId: '000000000000',
    sentAt: 1000,
    arrivedAt: 2000,
    groupId: 'g',
    parcel: 7,
    parcelSize: 1,
  });
});

test('hidden messages lie in rows of their own', () => {
  const { members, ...group } = hiddenGroups.decode(bytesOf(GROUP));

  expect(group).toEqual({ queueId, visibleAt: 30_000, group: 3 });
  expect(members.map(({ number, parcel, parcelSize }) => [number, parcel, parcelSize])).toEqual([
    [7, 7, 1],
    [8, 8, 1],
  ]);
  expect(members[0]).toMatchObject({
    receiveCount: 2,
    sentAt: 1000,
    firstReceivedAt: 1500,
    receivedAt: 2500,
    moves: 1,
  });
});

test('the next message of a backlog begins a row', () => {
  expect(backlogs.decode(bytesOf(BACKLOG))).toMatchObject({
    queueId,
    arrived: 9,
    nextFresh: 9,
    freshParcel: 9,
    hiddenFrom: 30_000,
    oldestSentAt: 1000,
  });
});
