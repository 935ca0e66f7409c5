import type { EventInvokeConfiguration } from '../lambda-function.ts';
import {
  DEFAULT_EVENT_RETRIES,
  EVENT_RETRY_DELAYS_MS,
  FIRST_THROTTLE_DELAY_MS,
  MAX_EVENT_AGE_SECONDS,
  MAX_THROTTLE_DELAY_MS,
} from '../limits.ts';

/** What has happened to an event so far. Instants are epoch milliseconds. */
export interface EventHistory {
  readonly acceptedAt: number;
  /** Invocations that failed. */
  readonly failures: number;
  /** Attempts that found no free concurrency. */
  readonly throttles: number;
}

export type NextStep =
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'discard'; readonly condition: 'RetriesExhausted' | 'EventAgeExceeded' };

type Rules = Pick<EventInvokeConfiguration, 'maximumRetryAttempts' | 'maximumEventAgeSeconds'>;

/** After a failed invocation: twice more, one minute and then two minutes later. */
export function afterFailure(history: EventHistory, rules: Rules | undefined, now: number): NextStep {
  const retries = rules?.maximumRetryAttempts ?? DEFAULT_EVENT_RETRIES;
  if (history.failures > retries) return { kind: 'discard', condition: 'RetriesExhausted' };
  const delay = EVENT_RETRY_DELAYS_MS[history.failures - 1] ?? EVENT_RETRY_DELAYS_MS.at(-1)!;
  return inTime(history, rules, now + delay);
}

/** After a throttle: from a second up to five minutes later, until the event is too old. */
export function afterThrottle(history: EventHistory, rules: Rules | undefined, now: number): NextStep {
  const delay = Math.min(FIRST_THROTTLE_DELAY_MS * 2 ** (history.throttles - 1), MAX_THROTTLE_DELAY_MS);
  return inTime(history, rules, now + delay);
}

export const isTooOld = ({ acceptedAt }: Pick<EventHistory, 'acceptedAt'>, rules: Rules | undefined, at: number) =>
  at - acceptedAt > (rules?.maximumEventAgeSeconds ?? MAX_EVENT_AGE_SECONDS) * 1000;

function inTime(history: EventHistory, rules: Rules | undefined, at: number): NextStep {
  return isTooOld(history, rules, at) ? { kind: 'discard', condition: 'EventAgeExceeded' } : { kind: 'retry', at };
}
