import { AwsError } from '../../../kernel/aws-error.ts';
import type { Host } from '../../../kernel/context.ts';
import type { FunctionLogEvent } from '../runtime/index.ts';
import { serviceContext } from '../service-context.ts';
import { batchLength } from './log-batch.ts';

interface Stream {
  readonly of: Pick<FunctionLogEvent, 'accountId' | 'region' | 'logGroup' | 'logStream'>;
  readonly lines: { readonly timestamp: number; readonly message: string }[];
}

/**
 * Takes the lines of functions and brings them to CloudWatch Logs. While one batch is on its way, the lines that come
 * wait for the next: the busier a function, the larger its batches. Lines that Logs refuses are lost, as on AWS.
 */
export class FunctionLogs {
  readonly #host: Host;
  /** Streams with lines or a batch on its way. */
  readonly #streams = new Map<string, Stream>();
  readonly #flushing = new Set<Promise<void>>();

  constructor(host: Host) {
    this.#host = host;
  }

  append({ timestamp, message, ...event }: FunctionLogEvent): void {
    const key = [event.accountId, event.region, event.logGroup, event.logStream].join(' ');
    const stream = this.#streams.get(key);
    if (stream) {
      stream.lines.push({ timestamp, message });
      return;
    }
    const opened: Stream = { of: event, lines: [{ timestamp, message }] };
    this.#streams.set(key, opened);
    const flushing: Promise<void> = this.#host.work.track(this.#flush(key, opened)).finally(() => {
      this.#flushing.delete(flushing);
    });
    this.#flushing.add(flushing);
  }

  /** Resolves when all lines so far are in CloudWatch Logs. */
  async close(): Promise<void> {
    await Promise.all(this.#flushing);
  }

  async #flush(key: string, stream: Stream): Promise<void> {
    // Lets the rest of the invocation's lines come in first.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (stream.lines.length > 0) {
      const batch = stream.lines.splice(0, batchLength(stream.lines));
      // Whatever Logs says, the function goes on; the trace has the refusal.
      await this.#put(stream, batch).catch(() => undefined);
    }
    this.#streams.delete(key);
  }

  async #put({ of }: Stream, logEvents: Stream['lines']): Promise<void> {
    const { logs } = serviceContext(this.#host, of).aws;
    const stream = { logGroupName: of.logGroup, logStreamName: of.logStream };
    const put = () => logs.putLogEvents({ ...stream, logEvents });
    try {
      await put();
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
      await unlessExists(logs.createLogGroup({ logGroupName: of.logGroup }));
      await unlessExists(logs.createLogStream(stream));
      await put();
    }
  }
}

async function unlessExists(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!isNamed(error, 'ResourceAlreadyExistsException')) throw error;
  });
}

const isNamed = (error: unknown, code: string): boolean => error instanceof AwsError && error.code === code;
