import { expect, test } from 'vitest';
import { exitMessage } from './exit-status.ts';

test.each([
  [{ code: 1, signal: null }, 'Runtime exited with error: exit status 1'],
  [{ code: 0, signal: null }, 'Runtime exited without providing a reason'],
  [{ code: null, signal: 'SIGKILL' }, 'Runtime exited with error: signal: killed'],
  [{ code: null, signal: 'SIGSEGV' }, 'Runtime exited with error: signal: segmentation fault'],
] as const)('%j', (status, message) => {
  expect(exitMessage(status)).toBe(message);
});
