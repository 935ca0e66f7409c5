import { expect, test } from 'vitest';
import { checkEnvironment } from './environment.ts';

test('reserved names are refused, and named', () => {
  expect(() => checkEnvironment({ TABLE: 'orders', AWS_REGION: 'x', _HANDLER: 'y' })).toThrow(
    'Reserved keys used in this request: AWS_REGION, _HANDLER',
  );
});

test('4 KB of JSON fit, a byte more does not', () => {
  const value = 'x'.repeat(4096 - '{"A":""}'.length);
  expect(() => checkEnvironment({ A: value })).not.toThrow();
  expect(() => checkEnvironment({ A: `${value}x` })).toThrow('exceeded the 4KB limit. String measured: {"A":"xxx');
});
