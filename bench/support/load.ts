import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The bytes of the nth request; called in the loop, so it varies what it writes. */
  readonly request: (n: number, connection: number) => Buffer | string;
  /** Sees each answer's body where a bench needs it; `connection` tells whose. */
  readonly onAnswer?: (body: Buffer, connection: number) => void;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly failures: number;
}

/** Raw keep-alive sockets, one request in flight on each: the SDK itself tops out far below what is measured here. */
export async function load(options: Load): Promise<LoadResult> {
  const startedAt = performance.now();
  const endsAt = startedAt + options.seconds * 1000;
  const state = { sent: 0, failures: 0, latencies: [] as number[] };
  await Promise.all(
    Array.from({ length: options.connections }, (_, connection) => drive(options, connection, endsAt, state)),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const sorted = state.latencies.sort((a, b) => a - b);
  return {
    perSecond: state.latencies.length / seconds,
    p50Ms: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    failures: state.failures,
  };
}

interface State {
  sent: number;
  failures: number;
  readonly latencies: number[];
}

function drive(options: Load, connection: number, endsAt: number, state: State): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    const next = () => {
      if (performance.now() >= endsAt) {
        socket.destroy();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(options.request(state.sent++, connection));
    };
    socket.on('error', reject);
    socket.on('connect', next);
    onAnswers(socket, (status, body) => {
      state.latencies.push(performance.now() - sentAt);
      if (status >= 300) state.failures++;
      options.onAnswer?.(body, connection);
      next();
    });
  });
}

/** Enough HTTP for answers with a Content-Length, one at a time. */
function onAnswers(socket: Socket, listener: (status: number, body: Buffer) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let head: AnswerHead | undefined;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    head ??= readHead(chunks.length === 1 ? chunk : Buffer.concat(chunks));
    if (!head || size < head.answerBytes) return;
    const { status, bodyStart } = head;
    const answer = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    [chunks, size, head] = [[], 0, undefined];
    listener(status, answer.subarray(bodyStart));
  });
}

interface AnswerHead {
  readonly status: number;
  readonly bodyStart: number;
  readonly answerBytes: number;
}

function readHead(bytes: Buffer): AnswerHead | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const bodyStart = headEnd + 4;
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return { status: Number(head.slice(9, 12)), bodyStart, answerBytes: bodyStart + length };
}
