/**
 * The messages between Cirro and the bootstraps in `runtimes/`: a type (1 byte), the lengths of header and body (4 bytes
 * each, big-endian), the header as JSON (empty: no members), the body as it is.
 */
export const frameTypes = {
  initialize: 1,
  invoke: 2,
  ready: 3,
  initError: 4,
  result: 5,
  error: 6,
  log: 7,
  returned: 8,
} as const;

export interface Frame {
  readonly type: number;
  readonly header: FrameHeader;
  readonly body: Buffer;
}

/** What a bootstrap may say beside the body. */
interface FrameHeader {
  readonly errorType?: string;
  /** The most memory that the process has held, in bytes. */
  readonly maxMemoryBytes?: number;
  readonly isFatal?: boolean;
  /** How long the handler took. */
  readonly durationMs?: number;
  /** The events that it gives back: it has not begun them. */
  readonly requestIds?: readonly string[];
}

const PREFIX_BYTES = 9;
/** More than any answer or log line: whoever announces more has written something else into the pipe. */
const MAX_FRAME_BYTES = 256 * 1024 * 1024;
const NO_BYTES = new Uint8Array();

export function encodeFrame(type: number, header: object, body: Uint8Array = NO_BYTES): Buffer {
  const headerText = JSON.stringify(header);
  const headerBytes = Buffer.byteLength(headerText);
  const frame = Buffer.allocUnsafe(PREFIX_BYTES + headerBytes + body.length);
  frame.writeUInt8(type, 0);
  frame.writeUInt32BE(headerBytes, 1);
  frame.writeUInt32BE(body.length, 5);
  frame.write(headerText, PREFIX_BYTES);
  frame.set(body, PREFIX_BYTES + headerBytes);
  return frame;
}

/** Cuts a byte stream into frames, however the chunks fall. Throws at bytes that are no frame: a function can write to its pipe. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #needed = PREFIX_BYTES;

  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    // A large body comes in many chunks: they are joined once, not at each.
    if (this.#bytes < this.#needed) return [];

    let rest = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    const frames: Frame[] = [];
    while (rest.length >= (this.#needed = frameLength(rest))) {
      frames.push(decode(rest));
      rest = rest.subarray(this.#needed);
    }
    this.#chunks = [rest];
    this.#bytes = rest.length;
    return frames;
  }
}

function frameLength(bytes: Buffer): number {
  if (bytes.length < PREFIX_BYTES) return PREFIX_BYTES;
  const length = PREFIX_BYTES + bytes.readUInt32BE(1) + bytes.readUInt32BE(5);
  if (length > MAX_FRAME_BYTES) throw new Error(`A frame of ${length} bytes`);
  return length;
}

function decode(bytes: Buffer): Frame {
  const headerEnd = PREFIX_BYTES + bytes.readUInt32BE(1);
  const header =
    headerEnd === PREFIX_BYTES ? {} : (JSON.parse(bytes.toString('utf8', PREFIX_BYTES, headerEnd)) as FrameHeader);
  return { type: bytes.readUInt8(0), header, body: bytes.subarray(headerEnd, headerEnd + bytes.readUInt32BE(5)) };
}
