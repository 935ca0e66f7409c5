import { frameTypes, send } from './channel.mjs';
import { flushStreams, logError } from './console.mjs';
import { RuntimeError, toPayload } from './errors.mjs';
import { residentBytes } from './resident-bytes.mjs';
import { isStreaming, respondInFull, StreamedResponse } from './streaming.mjs';

/** From here on handlers get no callback and the context no `succeed`, `fail` and `done`. */
const FIRST_WITHOUT_CALLBACKS = 24;

const CALLBACK_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

const PROMISE_NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

/** A signature that the runtime does not take fails the initialization. */
export function checkSignature(handler, majorVersion) {
  if (majorVersion >= FIRST_WITHOUT_CALLBACKS && handler.length >= 3 && !isStreaming(handler)) {
    throw new RuntimeError('CallbackHandlerDeprecated', CALLBACK_REMOVED);
  }
}

/** One event on its way through the handler; ends once, whichever of the ways comes first. */
export class Invocation {
  #request;
  #majorVersion;
  #onEnd;
  #isEnded = false;
  #startedAt = performance.now();
  /** The first of callback, promise and `context.succeed` counts, even while it waits for the empty event loop. */
  #isDecided = false;
  #isAsync = false;
  /** What to answer when nothing is left to wait for; `undefined` until a callback has been called. */
  #atRest;
  waitsForEmptyEventLoop = true;

  /** `onEnd`: called once the answer is sent, so that the next event may come. */
  constructor(request, majorVersion, onEnd) {
    this.#request = request;
    this.#majorVersion = majorVersion;
    this.#onEnd = onEnd;
  }

  run(handler, body) {
    this.#isAsync = handler.constructor?.name === 'AsyncFunction';
    try {
      const event = JSON.parse(body.toString());
      if (isStreaming(handler)) this.#follow(respondInFull(handler, event, this.#context()));
      else this.#take(handler(event, this.#context(), ...this.#callbacks()));
    } catch (error) {
      this.#decide(() => this.#fail(error));
    }
  }

  /** The event loop is empty: nothing more will happen, so this is the end. */
  rest() {
    if (this.#isEnded) return;
    if (this.#atRest) this.#atRest();
    else if (this.#isAsync) this.#fail(new RuntimeError('NodeJsExit', PROMISE_NEVER_SETTLED));
    else this.#succeed(null);
  }

  /** The process ends after this; the log has the error already. */
  crash(error) {
    if (this.#isEnded) return;
    const payload = toPayload(error);
    this.#end(frameTypes.error, { errorType: payload.errorType, isFatal: true }, JSON.stringify(payload));
  }

  #take(result) {
    if (typeof result?.then === 'function') this.#follow(result);
    else if (this.#majorVersion >= FIRST_WITHOUT_CALLBACKS) this.#decide(() => this.#succeed(result));
  }

  #follow(promise) {
    promise.then(
      (value) => this.#decide(() => this.#succeed(value)),
      (error) => this.#decide(() => this.#fail(error ?? 'handled')),
    );
  }

  #decide(end) {
    if (this.#isDecided) return;
    this.#isDecided = true;
    end();
  }

  #succeed(value) {
    if (this.#isEnded) return;
    let body;
    try {
      body = value instanceof StreamedResponse ? value.toBuffer() : (JSON.stringify(value ?? null) ?? 'null');
    } catch {
      this.#fail(this.#stringifyError());
      return;
    }
    this.#end(frameTypes.result, {}, body);
  }

  #fail(error) {
    if (this.#isEnded) return;
    logError('Invoke Error', error);
    const payload = toPayload(error);
    this.#end(frameTypes.error, { errorType: payload.errorType }, JSON.stringify(payload));
  }

  #end(type, header, body) {
    this.#isEnded = true;
    flushStreams();
    const durationMs = Math.round((performance.now() - this.#startedAt) * 1000) / 1000;
    send(type, { ...header, maxMemoryBytes: residentBytes(), durationMs }, body);
    this.#onEnd();
  }

  #stringifyError() {
    const message = 'Unable to stringify response body';
    return this.#majorVersion >= FIRST_WITHOUT_CALLBACKS
      ? new RuntimeError('JSONStringifyError', message)
      : new Error(message);
  }

  #callbacks() {
    if (this.#majorVersion >= FIRST_WITHOUT_CALLBACKS) return [];
    return [(error, result) => this.#decide(() => this.#callback(error, result))];
  }

  #callback(error, result) {
    if (error !== undefined && error !== null) this.#fail(error);
    else if (this.waitsForEmptyEventLoop) this.#atRest = () => this.#succeed(result);
    else this.#succeed(result);
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
  #context() {
    const { requestId, invokedFunctionArn, timeoutMs, clientContext, cognitoIdentity } = this.#request;
    const deadline = Date.now() + timeoutMs;
    return Object.assign(this.#majorVersion >= FIRST_WITHOUT_CALLBACKS ? {} : this.#legacyContext(), {
      functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
      clientContext: clientContext === undefined ? undefined : parseClientContext(clientContext),
      identity: cognitoIdentity,
      invokedFunctionArn,
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    });
  }

  #legacyContext() {
    const invocation = this;
    const done = (error, result) =>
      this.#decide(() => (error !== undefined && error !== null ? this.#fail(error) : this.#succeed(result)));
    return {
      get callbackWaitsForEmptyEventLoop() {
        return invocation.waitsForEmptyEventLoop;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        invocation.waitsForEmptyEventLoop = value;
      },
      succeed: (result) => done(null, result),
      fail: (error) => done(error ?? 'handled'),
      done,
    };
  }
}

function parseClientContext(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ClientContext as json: ${error.toString()}`, { cause: error });
  }
}
