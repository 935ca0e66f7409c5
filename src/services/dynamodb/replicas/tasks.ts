import type { TaskHandler } from '../../../kernel/service.ts';
import type { State } from '../state.ts';
import { COPY_SCALING, copyScaling } from './auto-scaling/write-scaling.ts';
import { FILL_REPLICA, fillReplica } from './filling.ts';
import { FORGET_DELETIONS, forgetDeletions } from './forgetting.ts';
import { receiveWrites } from './receiving.ts';
import { RECEIVE_WRITES } from './sending.ts';

export const replicaTasks: Readonly<Record<string, TaskHandler<State>>> = {
  [RECEIVE_WRITES]: receiveWrites,
  [FILL_REPLICA]: fillReplica,
  [FORGET_DELETIONS]: forgetDeletions,
  [COPY_SCALING]: copyScaling,
};
