import { AwsError } from '../../../kernel/aws-error.ts';
import { SystemClock } from '../../../kernel/clock.ts';
import type { Host } from '../../../kernel/context.ts';
import { LOG_PAUSE_MS } from '../limits.ts';
import type { FunctionLogEvent } from '../runtime/index.ts';
import { serviceContext } from '../service-context.ts';
import { batchLength } from './log-batch.ts';

interface Stream {
  readonly of: Pick<FunctionLogEvent, 'accountId' | 'region' | 'logGroup' | 'logStream'>;
  readonly lines: { readonly timestamp: number; readonly message: string }[];
}

/**
 * Takes the lines of functions and brings them to CloudWatch Logs: the first at once, and those that follow within the
 * pause together, for a batch costs as much as an invocation. Lines that Logs refuses are lost, as on AWS.
 */
export class FunctionLogs {
  readonly #host: Host;
  /** A virtual clock stands still until the lines are written, so there is nothing to gather. */
  readonly #pauseMs: number;
  readonly #closing = new AbortController();
  /** By name, which is random; those with lines, a batch on its way or a pause. */
  readonly #streams = new Map<string, Stream>();
  readonly #flushing = new Set<Promise<void>>();

  constructor(host: Host) {
    this.#host = host;
    this.#pauseMs = host.clock instanceof SystemClock ? LOG_PAUSE_MS : 0;
  }

  append(event: FunctionLogEvent): void {
    const line = { timestamp: event.timestamp, message: event.message };
    const stream = this.#streams.get(event.logStream);
    if (stream) {
      stream.lines.push(line);
      return;
    }
    const opened: Stream = { of: event, lines: [line] };
    this.#streams.set(event.logStream, opened);
    const flushing: Promise<void> = this.#host.work.track(this.#flush(opened)).finally(() => {
      this.#flushing.delete(flushing);
    });
    this.#flushing.add(flushing);
  }

  /** Resolves when all lines so far are in CloudWatch Logs. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#flushing);
  }

  async #flush(stream: Stream): Promise<void> {
    // Lets the rest of the invocation's lines come in first.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (stream.lines.length > 0) {
      const batch = stream.lines.splice(0, batchLength(stream.lines));
      // Whatever Logs says, the function goes on; the trace has the refusal.
      await this.#put(stream, batch).catch(() => undefined);
      if (stream.lines.length === 0) await this.#pause();
    }
    this.#streams.delete(stream.of.logStream);
  }

  async #pause(): Promise<void> {
    if (this.#pauseMs === 0) return;
    const { clock } = this.#host;
    await clock.sleepUntil(clock.now() + this.#pauseMs, this.#closing.signal).catch(() => undefined);
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
