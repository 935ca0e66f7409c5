import type { TimeToLiveDescription, TimeToLiveSpecification } from '@aws-sdk/client-dynamodb';
import {
  timeToLiveAlreadyDisabled,
  timeToLiveAlreadyEnabled,
  timeToLiveChangedTooOften,
  timeToLiveIsOnOtherAttribute,
} from '../errors.ts';
import { MIN_TIME_TO_LIVE_CHANGE_MS } from '../limits.ts';
import type { TimeToLive } from '../table.ts';

/** What UpdateTimeToLive makes of a table's time to live; `expiryId` is for the rows of a new one. */
export function changeTimeToLive(
  current: TimeToLive | undefined,
  { AttributeName: attributeName = '', Enabled = false }: Partial<TimeToLiveSpecification>,
  expiryId: string,
  now: number,
): TimeToLive {
  if (current?.isEnabled && current.attributeName !== attributeName) {
    throw timeToLiveIsOnOtherAttribute(current.attributeName);
  }
  if (Enabled && current?.isEnabled) throw timeToLiveAlreadyEnabled();
  if (!Enabled && !current?.isEnabled) throw timeToLiveAlreadyDisabled();
  if (current && now < current.changedAt + MIN_TIME_TO_LIVE_CHANGE_MS) throw timeToLiveChangedTooOften();
  return { attributeName, isEnabled: Enabled, changedAt: now, expiryId: Enabled ? expiryId : current!.expiryId };
}

/** A change takes as long as a table's changes of state do. */
export function describeTimeToLive(
  current: TimeToLive | undefined,
  now: number,
  transitionMs: number,
): TimeToLiveDescription {
  if (!current) return { TimeToLiveStatus: 'DISABLED' };
  const isChanging = now < current.changedAt + transitionMs;
  if (current.isEnabled) {
    return { TimeToLiveStatus: isChanging ? 'ENABLING' : 'ENABLED', AttributeName: current.attributeName };
  }
  if (isChanging) return { TimeToLiveStatus: 'DISABLING', AttributeName: current.attributeName };
  return { TimeToLiveStatus: 'DISABLED' };
}
