import { StringDecoder } from 'node:string_decoder';

/** A line that does not end is cut where CloudWatch Logs cuts an event: at 256 KB. */
const MAX_EVENT_CHARACTERS = 256 * 1024;

/** Raw output in lines, each with its newline: what a process writes to its pipe is one log event a line. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  push(chunk: Buffer): string[] {
    const parts = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = parts.pop() ?? '';
    const lines = parts.map((line) => `${line}\n`);
    return this.#rest.length < MAX_EVENT_CHARACTERS ? lines : [...lines, ...this.flush()];
  }

  /** The line that was begun and not ended. */
  flush(): string[] {
    const line = this.#rest + this.#decoder.end();
    this.#rest = '';
    return line === '' ? [] : [`${line}\n`];
  }
}
