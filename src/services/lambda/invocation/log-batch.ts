/** CloudWatch Logs' limits of one batch: 1 MB with 26 bytes an event, 10,000 events, 24 hours. */
const MAX_BATCH_BYTES = 1_048_576;
const EVENT_OVERHEAD_BYTES = 26;
const MAX_BATCH_EVENTS = 10_000;
const MAX_BATCH_SPAN_MS = 24 * 60 * 60 * 1000;

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** How many of the first lines fit into one batch; at least one, so that a huge line is refused and not retried. */
export function batchLength(lines: readonly Line[]): number {
  let sizeBytes = 0;
  let count = 0;
  for (const { timestamp, message } of lines) {
    sizeBytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    const isFull =
      count === MAX_BATCH_EVENTS || sizeBytes > MAX_BATCH_BYTES || timestamp - lines[0]!.timestamp > MAX_BATCH_SPAN_MS;
    if (isFull) break;
    count++;
  }
  return Math.max(count, 1);
}
