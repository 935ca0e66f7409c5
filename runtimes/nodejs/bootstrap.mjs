/**
 * What a Node.js function runs in. Started before its function is known, it waits on descriptor 3, becomes that function, and
 * then runs one invocation after another. Plain JavaScript, so that it runs without a build.
 */
import Module from 'node:module';
import { frameTypes, receive, send } from './channel.mjs';
import { flushStreams, logError, patchConsole, patchStreams, setRequest } from './console.mjs';
import { RuntimeError, toPayload } from './errors.mjs';
import { loadHandler } from './handler.mjs';
import { checkSignature, Invocation } from './invocation.mjs';
import { hookSdkV2, silenceSdkWarnings } from './sdk.mjs';
import { awslambda } from './streaming.mjs';
import { setClockLead } from './virtual-time.mjs';
import { watchParent } from './watch-parent.mjs';

/** AWS's own exit statuses for what the function did not catch. */
const EXIT_AFTER_EXCEPTION = 129;
const EXIT_AFTER_REJECTION = 128;

let handler;
let majorVersion = 0;
/** The invocation that came before the handler was loaded. */
let early;
let invocation;
/** Events that were sent ahead. */
const ahead = [];

const input = receive((type, header, body) => {
  if (type === frameTypes.initialize) void initialize(header);
  else if (handler) take({ header, body });
  else early = { header, body };
});
watchParent();
patchStreams();
silenceSdkWarnings();
hookSdkV2();
process.on('uncaughtException', (error) => crash('Uncaught Exception', error, EXIT_AFTER_EXCEPTION));
process.on('unhandledRejection', (reason) => {
  const error = Object.assign(new RuntimeError('UnhandledPromiseRejection', String(reason)), { reason });
  crash('Unhandled Promise Rejection', error, EXIT_AFTER_REJECTION);
});
process.on('beforeExit', () => setImmediate(() => invocation?.rest()));

async function initialize({ handler: name, taskRoot, variables, clockLeadMs }) {
  setClockLead(clockLeadMs);
  becomeFunction(taskRoot, variables);
  try {
    handler = await loadHandler(taskRoot, name);
    checkSignature(handler, majorVersion);
  } catch (error) {
    logError('Uncaught Exception', error);
    failInitialization(error);
    return;
  }
  send(frameTypes.ready, {});
  if (early) invoke(early);
}

function becomeFunction(taskRoot, variables) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables);
  majorVersion = Number(/nodejs(\d+)/.exec(variables.AWS_EXECUTION_ENV)?.[1] ?? 0);
  process.chdir(taskRoot);
  // NODE_PATH, where layers are, is otherwise read only at the start of the process.
  Module._initPaths();
  patchConsole();
  globalThis.awslambda = awslambda;
}

function take(event) {
  if (!invocation) return invoke(event);
  ahead.push(event);
  if (ahead.length === 1) setImmediate(giveBack);
}

/** The one that runs has not ended in this turn of the event loop: nobody shall have to wait for it. */
function giveBack() {
  if (ahead.length > 0)
    send(frameTypes.returned, { requestIds: ahead.splice(0).map((event) => event.header.requestId) });
}

function invoke({ header: request, body }) {
  setRequest(request.requestId);
  setClockLead(request.clockLeadMs);
  if (request.traceHeader === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = request.traceHeader;
  // While the handler runs, the pipe must not keep the event loop alive: that it is empty is a way to end.
  input.unref();
  invocation = new Invocation(request, majorVersion, () => {
    invocation = undefined;
    const next = ahead.shift();
    if (next) invoke(next);
    else input.ref();
  });
  invocation.run(handler, body);
}

function crash(title, error, exitStatus) {
  logError(title, error);
  if (invocation) invocation.crash(error);
  else if (!handler) failInitialization(error);
  process.exit(exitStatus);
}

function failInitialization(error) {
  const payload = toPayload(error);
  flushStreams();
  send(frameTypes.initError, { errorType: payload.errorType }, JSON.stringify(payload));
}
