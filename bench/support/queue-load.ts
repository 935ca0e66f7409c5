import { jsonRequest } from './aws-request.ts';
import { load, type Load } from './load.ts';

export const BATCH = 10;

export const kilobyte = (n: number) => `${n}-`.padEnd(1000, String(n));

/** Sends batches of ten messages of 1 KB for so long; returns how many messages that made. */
export async function fill(port: number, queueUrl: string, seconds: number): Promise<number> {
  let batches = 0;
  const { failures } = await load({
    port,
    connections: 32,
    seconds,
    request: (n) => {
      const Entries = Array.from({ length: BATCH }, (_, index) => ({
        Id: String(index),
        MessageBody: kilobyte(n * BATCH + index),
      }));
      return jsonRequest('sqs', 'SendMessageBatch', { QueueUrl: queueUrl, Entries });
    },
    onAnswer: () => batches++,
  });
  if (failures > 0) throw new Error(`${failures} batches were not sent`);
  return batches * BATCH;
}

export interface Consumer extends Pick<Load, 'request' | 'onAnswer'> {
  /** Messages deleted, and receives that found none, so far. */
  readonly counts: { deleted: number; empty: number };
}

const HANDLE = '"ReceiptHandle":"';

/**
 * Each connection receives ten and deletes what it got, in turn. The client's own work is kept small and is the same
 * whoever answers: it would be measured as the server's. `headers` are added to a request.
 */
export function consumer(queueUrl: string, headers: (isReceive: boolean) => string = () => ''): Consumer {
  const received = new Map<number, readonly string[]>();
  const deleting = new Map<number, number>();
  const counts = { deleted: 0, empty: 0 };
  return {
    counts,
    request: (_, connection) => {
      const handles = received.get(connection);
      if (!handles) {
        const input = { QueueUrl: queueUrl, MaxNumberOfMessages: BATCH };
        return jsonRequest('sqs', 'ReceiveMessage', input, headers(true));
      }
      received.delete(connection);
      deleting.set(connection, handles.length);
      const Entries = handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      return jsonRequest('sqs', 'DeleteMessageBatch', { QueueUrl: queueUrl, Entries }, headers(false));
    },
    onAnswer: (body, connection) => {
      const deleted = deleting.get(connection);
      if (deleted !== undefined) {
        deleting.delete(connection);
        counts.deleted += deleted;
        return;
      }
      const handles = handlesIn(body.toString('latin1'));
      if (handles.length > 0) received.set(connection, handles);
      else counts.empty++;
    },
  };
}

function handlesIn(answer: string): readonly string[] {
  const handles: string[] = [];
  for (let at = answer.indexOf(HANDLE); at >= 0; at = answer.indexOf(HANDLE, at)) {
    const start = at + HANDLE.length;
    at = answer.indexOf('"', start);
    handles.push(answer.slice(start, at));
  }
  return handles;
}
