import { LongPolls } from './long-polls.ts';
import { ReadAhead } from './read-ahead.ts';
import { Turns } from './turns.ts';

/** What this process keeps in memory; another start of the cloud begins with nothing. */
export class SqsState {
  readonly longPolls = new LongPolls();
  readonly readAhead = new ReadAhead();
  readonly turns = new Turns();
}
