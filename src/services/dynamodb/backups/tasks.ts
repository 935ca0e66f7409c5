import type { TaskHandler } from '../../../kernel/service.ts';
import type { State } from '../state.ts';
import { COPY_ITEMS, copyItems } from './copy.ts';
import { EXPIRE_BACKUP, expireBackup, PURGE_BACKUP, purgeBackup } from './expiry.ts';
import { TRIM_HISTORY, trimHistory } from './trim.ts';

export const backupTasks: Readonly<Record<string, TaskHandler<State>>> = {
  [COPY_ITEMS]: copyItems,
  [EXPIRE_BACKUP]: expireBackup,
  [PURGE_BACKUP]: purgeBackup,
  [TRIM_HISTORY]: trimHistory,
};
