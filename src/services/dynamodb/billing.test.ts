import { describe, expect, test } from 'vitest';
import { changeBilling, decreasesToday, toBilling } from './billing.ts';

const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
});
const NOON = Date.UTC(2026, 0, 10, 12);
const HOUR = 3_600_000;

describe('a change of throughput', () => {
  const billing = toBilling(units(5, 5), NOON);

  test('upwards is remembered as an increase', () => {
    const { throughput } = changeBilling(billing, units(6, 5), NOON);
    expect(throughput).toEqual({ readUnits: 6, writeUnits: 5, increasedAt: NOON });
  });

  test('up in one unit and down in the other is an increase', () => {
    expect(changeBilling(billing, units(6, 1), NOON).throughput).not.toHaveProperty('decreasedAt');
  });

  test('downwards counts for the day, in UTC', () => {
    const once = changeBilling(billing, units(4, 5), NOON);
    const twice = changeBilling(once, units(3, 5), NOON + HOUR);
    expect(decreasesToday(twice.throughput, NOON + 2 * HOUR)).toBe(2);
    expect(decreasesToday(twice.throughput, NOON + 12 * HOUR)).toBe(0);
    expect(decreasesToday(changeBilling(twice, units(2, 5), NOON + 12 * HOUR).throughput, NOON + 13 * HOUR)).toBe(1);
  });

  test('to what it is already is refused', () => {
    expect(() => changeBilling(billing, units(5, 5), NOON)).toThrow(/The requested value equals the current value/);
  });
});

describe('a change of mode', () => {
  test('to on-demand keeps when it was, also on the way back', () => {
    const onDemand = changeBilling(toBilling(units(5, 5), NOON), { BillingMode: 'PAY_PER_REQUEST' }, NOON + HOUR);
    expect(onDemand).toMatchObject({ mode: 'PAY_PER_REQUEST', onDemandSince: NOON + HOUR });
    const back = changeBilling(onDemand, { BillingMode: 'PROVISIONED', ...units(1, 1) }, NOON + 2 * HOUR);
    expect(back).toMatchObject({
      mode: 'PROVISIONED',
      onDemandSince: NOON + HOUR,
      throughput: { readUnits: 1, writeUnits: 1 },
    });
  });

  test('to the mode that it has already changes nothing', () => {
    const billing = toBilling({ BillingMode: 'PAY_PER_REQUEST' }, NOON);
    expect(changeBilling(billing, { BillingMode: 'PAY_PER_REQUEST' }, NOON + HOUR)).toBe(billing);
  });

  test('to provisioned needs a throughput', () => {
    const billing = toBilling({ BillingMode: 'PAY_PER_REQUEST' }, NOON);
    expect(() => changeBilling(billing, { BillingMode: 'PROVISIONED' }, NOON)).toThrow(
      'One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    );
  });
});
