import { type Clock, SystemClock } from '../../../kernel/clock.ts';

const systemClock = new SystemClock();

/** Milliseconds by which a virtual clock is ahead of the system's; `undefined` for the system's own. */
export const clockLead = (clock: Clock): number | undefined =>
  clock instanceof SystemClock ? undefined : clock.now() - systemClock.now();
