/**
 * Answers leave together at the end of the event loop's turn. Under load many are ready at once, and sent one after
 * another they wake the reader once instead of once each, which costs more than most requests.
 */
export class Outbox {
  #waiting: (() => void)[] = [];

  post(send: () => void): void {
    this.#waiting.push(send);
    if (this.#waiting.length === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const send of waiting) send();
  }
}
