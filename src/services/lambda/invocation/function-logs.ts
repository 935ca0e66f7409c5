import { AwsError } from '../../../kernel/aws-error.ts';
import { SystemClock } from '../../../kernel/clock.ts';
import type { Host } from '../../../kernel/context.ts';
import { LOG_PAUSE_MS } from '../limits.ts';
import type { LogLine, LogSource } from '../runtime/index.ts';
import { serviceContext } from '../service-context.ts';
import { batchLength } from './log-batch.ts';

interface Stream {
  readonly of: LogSource;
  readonly lines: LogLine[];
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

  append(source: LogSource, line: LogLine): void {
    const stream = this.#streams.get(source.logStream);
    if (stream) {
      stream.lines.push(line);
      return;
    }
    const opened: Stream = { of: source, lines: [line] };
    this.#streams.set(source.logStream, opened);
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
      const count = batchLength(stream.lines);
      const isLast = count === stream.lines.length;
      // Whatever Logs says, the function goes on; the trace has the refusal.
      await this.#put(stream, stream.lines.splice(0, count)).catch(() => undefined);
      if (isLast) await this.#pause();
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
