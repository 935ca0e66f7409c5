import { expect, test } from 'vitest';
import { AwsError } from '../../kernel/aws-error.ts';
import { attemptEach } from './batch.ts';
import type { Mailbox } from './mailbox.ts';
import { Turns, type Turn } from './turns.ts';

const refused = new AwsError('OverLimit', 'no');

/** Visits that answer themselves, and how many of them each transaction had. */
function visitsOf(...answers: readonly (() => string)[]) {
  const turns = new Turns();
  const shared: number[] = [];
  const perform = async (turn: Turn) => {
    shared.push(turn.length);
    // The works below ask nothing of a mailbox.
    return attemptEach(turn, ({ work }) => work(undefined as unknown as Mailbox, undefined as never));
  };
  const visits = answers.map((work) => turns.visit('queue', { ctx: { protocol: 'inProcess' }, work }, perform));
  return { shared, outcomes: () => Promise.allSettled(visits), perform, turns };
}

const fail = (error: Error) => () => {
  throw error;
};

test('those who come in one turn of the event loop share a transaction, and each has its own answer', async () => {
  const { shared, outcomes } = visitsOf(
    () => 'one',
    fail(refused),
    () => 'three',
  );

  expect(await outcomes()).toEqual([
    { status: 'fulfilled', value: 'one' },
    { status: 'rejected', reason: refused },
    { status: 'fulfilled', value: 'three' },
  ]);
  expect(shared).toEqual([3]);
});

test('what nobody foresaw in one of them does not reach the others', async () => {
  const bug = new TypeError('a bug');
  const { shared, outcomes } = visitsOf(() => 'one', fail(bug));

  expect(await outcomes()).toEqual([
    { status: 'fulfilled', value: 'one' },
    { status: 'rejected', reason: bug },
  ]);
  expect(shared).toEqual([2, 1, 1]);
});

test('who comes later, or to another queue, has a transaction of its own', async () => {
  const { shared, outcomes, perform, turns } = visitsOf(() => 'one');
  const work = () => 'two';
  const elsewhere = turns.visit('other', { ctx: { protocol: 'inProcess' }, work }, perform);
  await outcomes();
  expect(await elsewhere).toBe('two');

  await turns.visit('queue', { ctx: { protocol: 'inProcess' }, work }, perform);
  expect(shared).toEqual([1, 1, 1]);
});
