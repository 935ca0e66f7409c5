import { expect, test } from 'vitest';
import { traceOf } from './batch-trace.ts';

const of = (...headers: (string | undefined)[]) =>
  traceOf(headers.map((AWSTraceHeader) => ({ Attributes: AWSTraceHeader === undefined ? {} : { AWSTraceHeader } })))
    ?.traceId;

test('a batch belongs to the trace that its messages have in common', () => {
  expect(of('Root=1-a-b;Parent=c;Sampled=1')).toBe('1-a-b');
  expect(of('Root=1-a-b;Parent=c', 'Root=1-a-b;Parent=d')).toBe('1-a-b');
});

test('a batch of several traces, or of none, begins its own', () => {
  expect(of('Root=1-a-b', 'Root=1-a-c')).toBeUndefined();
  expect(of('Root=1-a-b', undefined)).toBeUndefined();
  expect(of(undefined, 'Root=1-a-b')).toBeUndefined();
  expect(of('no trace', undefined)).toBeUndefined();
  expect(of()).toBeUndefined();
});
