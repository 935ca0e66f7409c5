import type { LogEvent } from './log-event.ts';

export interface StreamEvent {
  readonly streamName: string;
  readonly streamId: string;
  readonly event: LogEvent;
}

interface Source {
  readonly rest: AsyncIterator<StreamEvent>;
  head: StreamEvent;
}

/** Streams, each in its order, as one in the order of time; equal times in the order of the sources. */
export async function* mergeByTime(streams: readonly AsyncIterable<StreamEvent>[]): AsyncGenerator<StreamEvent> {
  const sources: Source[] = [];
  for (const stream of streams) {
    const rest = stream[Symbol.asyncIterator]();
    const first = await rest.next();
    if (!first.done) sources.push({ rest, head: first.value });
  }
  try {
    while (sources.length > 0) {
      const earliest = earliestOf(sources);
      yield earliest.head;
      const next = await earliest.rest.next();
      if (next.done) sources.splice(sources.indexOf(earliest), 1);
      else earliest.head = next.value;
    }
  } finally {
    await Promise.all(sources.map((source) => source.rest.return?.()));
  }
}

const earliestOf = (sources: readonly Source[]): Source =>
  sources.reduce((best, source) => (source.head.event.timestamp < best.head.event.timestamp ? source : best));
