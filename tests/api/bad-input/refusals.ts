import { expect } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { changesNothing, FORM, furnish, jsonCall } from './wire.ts';

export interface Case {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** Sends each and expects the answer, with the cloud as it was before. */
export async function refuses(cases: readonly (readonly [string, Case, number, string | RegExp])[]): Promise<void> {
  await using cloud = await testCloud();
  await furnish(cloud);
  await changesNothing(cloud, async () => {
    for (const [what, { service, method = 'POST', path = '/', headers = {}, body }, status, expected] of cases) {
      const init = {
        service,
        method,
        headers,
        ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
      };
      const response = await cloud.fetch(path, init);
      const text = await response.text();
      const told = `${what}: ${response.status} ${text}`;
      expect(response.status, told).toBe(status);
      if (typeof expected === 'string') expect(text, told).toBe(expected);
      else expect(text, told).toMatch(expected);
      expect(response.headers.get('x-amzn-requestid'), told).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
}

export const dynamodb = (operation: string, body: string | Uint8Array): Case => ({
  service: 'dynamodb',
  headers: jsonCall(`DynamoDB_20120810.${operation}`),
  body,
});
export const sqs = (operation: string, body: string | Uint8Array): Case => ({
  service: 'sqs',
  headers: jsonCall(`AmazonSQS.${operation}`),
  body,
});
export const logs = (operation: string, body: string): Case => ({
  service: 'logs',
  headers: jsonCall(`Logs_20140328.${operation}`),
  body,
});
export const query = (service: string, body: string): Case => ({ service, headers: FORM, body });
export const lambda = (method: string, path: string, body?: string): Case => ({
  service: 'lambda',
  method,
  path,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body }),
});

export async function post(
  cloud: TestCloud,
  { service, headers = {}, body }: Case,
): Promise<{ status: number; text: string }> {
  const response = await cloud.fetch('/', {
    service,
    headers,
    ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
  });
  return { status: response.status, text: await response.text() };
}
