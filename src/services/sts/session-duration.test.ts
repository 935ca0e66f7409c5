import { expect, test } from 'vitest';
import { roleSessionSeconds } from './session-duration.ts';

const hour = { maxSessionSeconds: 3600 };
const halfDay = { maxSessionSeconds: 43_200 };

test('a session lasts an hour, or what is asked for', () => {
  expect(roleSessionSeconds(undefined, halfDay, false)).toBe(3600);
  expect(roleSessionSeconds(900, hour, false)).toBe(900);
  expect(roleSessionSeconds(43_200, halfDay, false)).toBe(43_200);
});

test('no session outlasts what its role allows', () => {
  expect(() => roleSessionSeconds(3601, hour, false)).toThrow(
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
});

test('a role assumed by a role lasts an hour at most, whatever it allows', () => {
  expect(roleSessionSeconds(3600, halfDay, true)).toBe(3600);
  expect(() => roleSessionSeconds(3601, halfDay, true)).toThrow(
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );
});
