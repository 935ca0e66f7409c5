import { invalidParameterValue, invalidValue } from './errors.ts';
import { MAX_LISTED_QUEUES } from './limits.ts';

export function checkPageSize(maxResults: number | undefined): number {
  if (maxResults === undefined) return MAX_LISTED_QUEUES;
  if (maxResults >= 1 && maxResults <= MAX_LISTED_QUEUES) return maxResults;
  throw invalidValue(maxResults, 'MaxResults', `Must be between 1 and ${MAX_LISTED_QUEUES}, if provided.`);
}

/** A token names the last queue of the page before. */
export const toPageToken = (queueName: string) => Buffer.from(queueName).toString('base64');

export function parsePageToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const queueName = Buffer.from(token, 'base64').toString();
  if (queueName === '' || toPageToken(queueName) !== token)
    throw invalidParameterValue('Invalid or expired next token.');
  return queueName;
}
