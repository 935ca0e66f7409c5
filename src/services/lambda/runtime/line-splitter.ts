import { StringDecoder } from 'node:string_decoder';

/** Raw output in lines, each with its newline: what a process writes to its pipe is one log event a line. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  push(chunk: Buffer): string[] {
    const parts = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = parts.pop() ?? '';
    return parts.map((line) => `${line}\n`);
  }

  /** The line that was begun and not ended. */
  flush(): string[] {
    const line = this.#rest + this.#decoder.end();
    this.#rest = '';
    return line === '' ? [] : [`${line}\n`];
  }
}
