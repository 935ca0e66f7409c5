/** The last bytes of one invocation's log, cut at a character. */
export class LogTail {
  readonly #limitBytes: number;
  #text = '';

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  append(line: string): void {
    this.#text += line;
    // Trimmed only now and then, so that a chatty function does not pay for each line.
    if (this.#text.length > 4 * this.#limitBytes) this.#text = this.#text.slice(-this.#limitBytes);
  }

  text(): string {
    const bytes = Buffer.from(this.#text);
    if (bytes.length <= this.#limitBytes) return this.#text;

    let start = bytes.length - this.#limitBytes;
    while (((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
    return bytes.toString('utf8', start);
  }
}
