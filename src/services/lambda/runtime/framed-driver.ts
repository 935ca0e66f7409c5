import { encodeFrame, type Frame, frameTypes } from './frame.ts';
import type { Initialization, Invocation, ReportedError, RuntimeDriver, RuntimeListener } from './runtime-driver.ts';
import type { RuntimeProcess } from './runtime-process.ts';

/** Speaks to the bootstraps in `runtimes/` by frames. */
export class FramedDriver implements RuntimeDriver {
  readonly #process: RuntimeProcess;
  readonly #listener: RuntimeListener;

  constructor(process: RuntimeProcess, listener: RuntimeListener) {
    this.#process = process;
    this.#listener = listener;
    process.listen({
      onFrame: (frame) => this.#receive(frame),
      onOutput: (line) => listener.logged(line),
      onExit: (status, launchError) => listener.exited(status, launchError),
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  initialize(initialization: Initialization): void {
    this.#process.send(encodeFrame(frameTypes.initialize, initialization));
  }

  invoke(invocation: Invocation): void {
    const { requestId, invokedFunctionArn, timeoutMs, clockLeadMs, traceHeader } = invocation;
    const { clientContext, cognitoIdentity, payload } = invocation;
    // Named one by one: a rest object costs more than all that is done with it.
    const header = {
      requestId,
      invokedFunctionArn,
      timeoutMs,
      clockLeadMs,
      traceHeader,
      clientContext,
      cognitoIdentity,
    };
    this.#process.send(encodeFrame(frameTypes.invoke, header, payload));
  }

  kill(): void {
    this.#process.kill();
  }

  #receive({ type, header, body }: Frame): void {
    if (type === frameTypes.log) return this.#listener.logged(body.toString());
    if (type === frameTypes.result) return this.#listener.succeeded(body, header.maxMemoryBytes, header.durationMs);
    if (type === frameTypes.returned) return this.#listener.returned(header.requestIds ?? []);
    if (type === frameTypes.error) return this.#listener.failed(reportedError({ type, header, body }));
    if (type === frameTypes.ready) return this.#listener.ready();
    if (type === frameTypes.initError) this.#listener.initFailed(reportedError({ type, header, body }));
  }
}

const reportedError = ({ header, body }: Frame): ReportedError => ({
  errorType: header.errorType ?? 'Error',
  payload: body,
  maxMemoryBytes: header.maxMemoryBytes,
  isFatal: header.isFatal,
});
