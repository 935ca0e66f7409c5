/** How often one function's invocations may go before another's that has waited longer. */
const MAX_PASSED_OVER = 16;

interface Waiter {
  readonly functionKey: string;
  readonly wake: () => void;
}

/**
 * Invocations that wait for an environment. One that can use the environment just released goes first, since ending it for
 * another function and starting anew costs more; but nobody is passed over for long.
 */
export class WaitingLine {
  #waiters: Waiter[] = [];
  #passedOver = 0;

  wait(functionKey: string): Promise<void> {
    return new Promise((wake) => this.#waiters.push({ functionKey, wake }));
  }

  /** Wakes one; `functionKey` names the function whose environment is free. */
  next(functionKey?: string): void {
    const fitting = this.#waiters.findIndex((waiter) => waiter.functionKey === functionKey);
    const index = fitting > 0 && this.#passedOver < MAX_PASSED_OVER ? fitting : 0;
    this.#passedOver = index === 0 ? 0 : this.#passedOver + 1;
    const [waiter] = this.#waiters.splice(index, 1);
    waiter?.wake();
  }

  wakeAll(): void {
    for (const { wake } of this.#waiters.splice(0)) wake();
  }
}
