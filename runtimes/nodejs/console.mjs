import { format } from 'node:util';
import { sendLog } from './channel.mjs';
import { toError, toLogText } from './errors.mjs';

/** AWS keeps the current request's id where bundled copies of its runtime client find it too. */
const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');

const LEVELS = { TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5, FATAL: 6 };

export function setRequest(requestId) {
  globalThis[REQUEST_ID] = requestId;
}

/** `console` in the format of AWS's log: `time TAB request id TAB level TAB message`, one event for each call. */
export function patchConsole() {
  const isJson = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
  const lowest = LEVELS[process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()] ?? LEVELS.TRACE;
  const write = isJson ? writeJson : writeText;
  const method = (level) => (LEVELS[level] < lowest ? () => {} : (...values) => write(level, values));
  console.trace = method('TRACE');
  console.debug = method('DEBUG');
  console.info = method('INFO');
  console.log = console.info;
  console.warn = method('WARN');
  console.error = method('ERROR');
  console.fatal = method('FATAL');
}

/** The runtime's own report of what the function threw. */
export function logError(title, error) {
  if (process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON') console.error(toError(error));
  else console.error(title, toLogText(error));
}

/** What is written to the streams past `console` becomes one event for each line. */
export function patchStreams() {
  for (const stream of [process.stdout, process.stderr]) {
    let rest = '';
    stream.write = (chunk, encoding, callback) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) sendLog(`${line}\n`);
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
    flushes.push(() => {
      if (rest !== '') sendLog(`${rest}\n`);
      rest = '';
    });
  }
}

const flushes = [];

/** Sends the lines that were begun. */
export const flushStreams = () => {
  for (const flush of flushes) flush();
};

const time = () => new Date().toISOString();

function writeText(level, values) {
  sendLog(`${time()}\t${globalThis[REQUEST_ID]}\t${level}\t${format(...values)}\n`);
}

function writeJson(level, values) {
  const entry = { timestamp: time(), level, requestId: globalThis[REQUEST_ID] };
  if (values.length === 1) {
    sendLog(`${toJson(entry, values[0])}\n`);
    return;
  }
  entry.message = format(...values);
  const error = values.find((value) => value instanceof Error);
  sendLog(`${JSON.stringify(error ? { ...entry, ...errorMembers(error) } : entry)}\n`);
}

function toJson(entry, message) {
  try {
    const replacer = (_key, value) => (value instanceof Error ? Object.assign(errorMembers(value), value) : value);
    return JSON.stringify({ ...entry, message }, replacer);
  } catch {
    return JSON.stringify({ ...entry, message: format(message) });
  }
}

const errorMembers = (error) => ({
  errorType: error?.constructor?.name ?? 'UnknownError',
  errorMessage: error.message,
  stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
});
