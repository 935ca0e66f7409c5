import { expect, test } from 'vitest';
import { runtimeFamily } from './runtime-family.ts';

test.each([
  ['nodejs20.x', { kind: 'nodejs', majorVersion: 20 }],
  ['nodejs4.3-edge', { kind: 'nodejs', majorVersion: 4 }],
  ['nodejs', { kind: 'nodejs', majorVersion: 0 }],
  ['python3.12', { kind: 'python', version: '3.12' }],
  ['provided', { kind: 'provided' }],
  ['provided.al2023', { kind: 'provided' }],
  ['java21', { kind: 'unsupported', language: 'Java' }],
  ['python2.7', { kind: 'unsupported', language: 'python2.7' }],
])('%s', (runtime, family) => {
  expect(runtimeFamily(runtime)).toEqual(family);
});
