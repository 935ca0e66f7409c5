/** The pollers that run in this process. Their tasks are on disk; this only tells them to stop. */
export class ActivePollers {
  readonly #running = new Map<string, { readonly generation: string; readonly stop: AbortController }[]>();
  readonly #problems = new Map<string, string>();
  #isClosed = false;

  /** Why the mapping's last poll came to nothing; undefined when it went well. */
  problemOf(uuid: string): string | undefined {
    return this.#problems.get(uuid);
  }

  note(uuid: string, problem: string | undefined): void {
    if (problem === undefined) this.#problems.delete(uuid);
    else this.#problems.set(uuid, problem);
  }

  isPolling(uuid: string): boolean {
    return this.#running.has(uuid);
  }

  /** Undefined when one of the same generation runs already: a task that ran again after a crash. */
  start(uuid: string, generation: string): AbortSignal | undefined {
    const pollers = this.#running.get(uuid) ?? [];
    if (this.#isClosed || pollers.some((poller) => poller.generation === generation)) return undefined;
    const stop = new AbortController();
    this.#running.set(uuid, [...pollers, { generation, stop }]);
    return stop.signal;
  }

  end(uuid: string, generation: string): void {
    const left = (this.#running.get(uuid) ?? []).filter((poller) => poller.generation !== generation);
    if (left.length > 0) this.#running.set(uuid, left);
    else this.#running.delete(uuid);
  }

  /** Ends the long polls of a mapping that changed; batches in flight go on. */
  stop(uuid: string): void {
    this.#problems.delete(uuid);
    for (const { stop } of this.#running.get(uuid) ?? []) stop.abort();
  }

  close(): void {
    this.#isClosed = true;
    for (const uuid of this.#running.keys()) this.stop(uuid);
  }
}
