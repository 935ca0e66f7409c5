import type { BillingMode, ProvisionedThroughput as ThroughputInput } from '@aws-sdk/client-dynamodb';
import { invalidParameter, tooManyDecreases, validationException } from './errors.ts';
import { DECREASE_INTERVAL_SECONDS, FREE_DECREASES_PER_DAY, MAX_THROUGHPUT_VALUE } from './limits.ts';
import type { Billing, ProvisionedThroughput } from './table.ts';

interface BillingInput {
  readonly BillingMode?: BillingMode | undefined;
  readonly ProvisionedThroughput?: ThroughputInput | undefined;
}

const NO_THROUGHPUT: ProvisionedThroughput = { readUnits: 0, writeUnits: 0 };

/** How a new table is paid for: provisioned, unless the request says otherwise. */
export function toBilling({ BillingMode, ProvisionedThroughput }: BillingInput, now: number): Billing {
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (ProvisionedThroughput) throw throughputOnDemand();
    return { mode: 'PAY_PER_REQUEST', throughput: NO_THROUGHPUT, onDemandSince: now };
  }
  if (!ProvisionedThroughput?.ReadCapacityUnits || !ProvisionedThroughput.WriteCapacityUnits) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  return { mode: 'PROVISIONED', throughput: toThroughput(ProvisionedThroughput) };
}

export function toThroughput({ ReadCapacityUnits, WriteCapacityUnits }: ThroughputInput): ProvisionedThroughput {
  requireInBounds('ReadCapacityUnits', ReadCapacityUnits);
  requireInBounds('WriteCapacityUnits', WriteCapacityUnits);
  return { readUnits: ReadCapacityUnits ?? 0, writeUnits: WriteCapacityUnits ?? 0 };
}

function requireInBounds(name: string, units = 0): void {
  if (units > MAX_THROUGHPUT_VALUE) throw validationException(`Given value ${units} for ${name} is out of bounds`);
}

/** What UpdateTable makes of it; the same billing when the request asks for no change. */
export function changeBilling(
  billing: Billing,
  { BillingMode, ProvisionedThroughput }: BillingInput,
  now: number,
): Billing {
  const mode = BillingMode ?? billing.mode;
  if (ProvisionedThroughput && mode === 'PAY_PER_REQUEST') throw throughputOnDemand();
  if (mode === 'PAY_PER_REQUEST') {
    if (billing.mode === mode) return billing;
    return {
      mode,
      throughput: { ...NO_THROUGHPUT, ...changeInstants(billing.throughput, NO_THROUGHPUT, now) },
      onDemandSince: now,
    };
  }
  if (BillingMode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
  if (!ProvisionedThroughput) return billing;
  const throughput = changeThroughput(billing.throughput, ProvisionedThroughput, now);
  return { ...billing, mode, throughput };
}

/** A change to the same values is refused. */
export function changeThroughput(
  old: ProvisionedThroughput,
  input: ThroughputInput,
  now: number,
  owner = 'table',
): ProvisionedThroughput {
  const wanted = toThroughput(input);
  if (wanted.readUnits === old.readUnits && wanted.writeUnits === old.writeUnits) {
    const possessor = owner === 'table' ? 'the table' : owner;
    throw validationException(
      `The provisioned throughput for the ${owner} will not change. The requested value equals the current value. ` +
        `Current ReadCapacityUnits provisioned for ${possessor}: ${old.readUnits}. ` +
        `Requested ReadCapacityUnits: ${wanted.readUnits}. ` +
        `Current WriteCapacityUnits provisioned for ${possessor}: ${old.writeUnits}. ` +
        `Requested WriteCapacityUnits: ${wanted.writeUnits}. ` +
        'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    );
  }
  requireDecreaseAllowed(old, wanted, now);
  return { ...wanted, ...changeInstants(old, wanted, now) };
}

/** Four decreases a day, then one an hour; whatever goes up as well. */
function requireDecreaseAllowed(old: ProvisionedThroughput, wanted: ProvisionedThroughput, now: number): void {
  if (wanted.readUnits >= old.readUnits && wanted.writeUnits >= old.writeUnits) return;
  const today = decreasesToday(old, now);
  const nextAt = (old.decreasedAt ?? 0) + DECREASE_INTERVAL_SECONDS * 1000;
  if (today >= FREE_DECREASES_PER_DAY && now < nextAt) throw tooManyDecreases(today, old.decreasedAt ?? 0, nextAt);
}

type ChangeInstants = Pick<ProvisionedThroughput, 'increasedAt' | 'decreasedAt' | 'decreasesThatDay'>;

/** An increase is one of either unit, and wins over a decrease of the other. */
function changeInstants(old: ProvisionedThroughput, wanted: ProvisionedThroughput, now: number): ChangeInstants {
  const { increasedAt, decreasedAt, decreasesThatDay } = old;
  const before: ChangeInstants = {
    ...(increasedAt === undefined ? {} : { increasedAt }),
    ...(decreasedAt === undefined ? {} : { decreasedAt }),
    ...(decreasesThatDay === undefined ? {} : { decreasesThatDay }),
  };
  if (wanted.readUnits > old.readUnits || wanted.writeUnits > old.writeUnits) return { ...before, increasedAt: now };
  return { ...before, decreasedAt: now, decreasesThatDay: decreasesToday(old, now) + 1 };
}

const DAY_MS = 86_400_000;

export function decreasesToday({ decreasedAt, decreasesThatDay }: ProvisionedThroughput, now: number): number {
  if (decreasedAt === undefined) return 0;
  return Math.floor(decreasedAt / DAY_MS) === Math.floor(now / DAY_MS) ? (decreasesThatDay ?? 0) : 0;
}

const throughputOnDemand = () =>
  invalidParameter(
    'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  );
