import type { Clock } from './clock.ts';
import { rememberLast } from '../lib/remember-last.ts';
import type { Random } from './random.ts';

/** X-Ray's ids as they travel in `X-Amzn-Trace-Id`: `Root=1-…;Parent=…;Sampled=1`. */
export interface TraceParent {
  readonly traceId: string;
  readonly parentId?: string;
  /** The header as the caller wrote it, where one did. */
  readonly header?: string;
}

/** One call, as it went. `durationMs` counts from `startedAt` on the cloud's clock. */
export interface TraceRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  readonly principalArn: string;
  readonly resources: readonly string[];
  readonly startedAt: number;
  readonly durationMs: number;
  /** AWS's error code; undefined when the call succeeded. */
  readonly error: string | undefined;
}

const DEFAULT_CAPACITY = 20_000;

type Slot = { -readonly [Field in keyof TraceRecord]: TraceRecord[Field] };

/**
 * A bounded ring in memory; what must last is aggregated or written when somebody asks for it. Records are copied into
 * slots that stay: as objects of their own, each would live long enough for the collector to move it twice.
 */
export class Trace {
  readonly #ring: Slot[] = [];
  readonly #capacity: number;
  readonly #listeners = new Set<(record: TraceRecord) => void>();
  #next = 0;

  constructor(capacity = DEFAULT_CAPACITY) {
    this.#capacity = capacity;
  }

  record(record: TraceRecord): void {
    const slot = this.#ring[this.#next];
    if (slot) fill(slot, record);
    else this.#ring[this.#next] = { ...record };
    this.#next = (this.#next + 1) % this.#capacity;
    for (const listener of this.#listeners) listener(record);
  }

  /** Oldest first. */
  records(): readonly TraceRecord[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)].map((slot) => ({ ...slot }));
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (record: TraceRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Field by field: `Object.assign` takes ten times as long. */
function fill(slot: Slot, record: TraceRecord): void {
  slot.traceId = record.traceId;
  slot.spanId = record.spanId;
  slot.parentId = record.parentId;
  slot.requestId = record.requestId;
  slot.service = record.service;
  slot.operation = record.operation;
  slot.accountId = record.accountId;
  slot.region = record.region;
  slot.principalArn = record.principalArn;
  slot.resources = record.resources;
  slot.startedAt = record.startedAt;
  slot.durationMs = record.durationMs;
  slot.error = record.error;
}

interface IdSource {
  readonly clock: Clock;
  readonly random: Random;
}

/** X-Ray's form: version, epoch seconds in hex, 96 random bits. */
export const newTraceId = ({ clock, random }: IdSource): string =>
  headOfTraceId(Math.floor(clock.now() / 1000)) + random.hex(12);

const headOfTraceId = rememberLast((second: number) => `1-${second.toString(16)}-`);

export const newSpanId = ({ random }: IdSource): string => random.hex(8);

/** `Root=1-…;Parent=…;Sampled=1`; undefined when the header is not one. */
export function parseTraceHeader(header: string | undefined): TraceParent | undefined {
  if (header === undefined) return undefined;
  const root = header.match(/\bRoot=([\w-]+)/i)?.[1];
  if (root === undefined) return undefined;
  const parentId = header.match(/\bParent=(\w+)/i)?.[1];
  return parentId === undefined ? { traceId: root, header } : { traceId: root, parentId, header };
}
