/** Where an event stands in its stream: time first, then the order of arrival. */
export interface Position {
  readonly timestamp: number;
  /** The batch that brought it, counted in its stream from one: zero stands before all events of an instant. */
  readonly sequence: number;
  /** Its place in that batch. */
  readonly index: number;
}

export interface LogEvent extends Position {
  readonly message: string;
  readonly ingestedAt: number;
}

export const comparePositions = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || a.sequence - b.sequence || a.index - b.index;

/** As many events as fit in AWS's page. */
export const eventBytes = (message: string, overheadBytes: number): number =>
  Buffer.byteLength(message) + overheadBytes;
