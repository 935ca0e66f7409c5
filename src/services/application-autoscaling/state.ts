/** What Application Auto Scaling keeps in memory for one cloud: nothing that storage does not know. */
export interface State {
  readonly tables: Turns;
}

export const createState = (): State => ({ tables: new Turns() });

/**
 * Lets those who want the same thing have it one after another. A table's read and write capacity are scaled apart, but
 * UpdateTable sets both at once: who reads one while the other is being changed would put the old value back.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<T>(name: string, body: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(body, body);
    this.#last.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(name) === turn) this.#last.delete(name);
    }
  }
}
