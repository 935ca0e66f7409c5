import type { Cloud } from '../cloud.ts';
import { VirtualClock, type Duration } from '../kernel/virtual-clock.ts';
import { toHealth, toLocalStackHealth, type Health } from './health.ts';

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Runs after the answer has left, e.g. closing the server that sends it. */
  readonly afterwards?: () => Promise<void>;
}

type Route = (cloud: Cloud, body: unknown) => Promise<ControlAnswer> | ControlAnswer;

/** What the console, the command line and tests need beyond the AWS APIs. */
const routes: Readonly<Record<string, Route>> = {
  'GET /_cirro/health': (cloud) => ok(health(cloud)),
  'GET /_localstack/health': (cloud) => ok(toLocalStackHealth(health(cloud))),
  'GET /_cirro/clock': (cloud) => ok(time(cloud)),
  'POST /_cirro/clock': moveClock,
  'POST /_cirro/reset': async (cloud) => {
    await cloud.reset();
    return ok({});
  },
  'POST /_cirro/stop': (cloud) => ({ ...ok({}), afterwards: () => cloud.close() }),
  'GET /_cirro/trace': (cloud) => ok(cloud.trace.records()),
};

export const isControlPath = (path: string): boolean => path.startsWith('/_cirro/') || path.startsWith('/_localstack/');

export async function answerControl(cloud: Cloud, request: ControlRequest): Promise<ControlAnswer> {
  const route = routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${request.path}`];
  if (!route) return refuse(404, `There is no ${request.method} ${request.path} in the control API.`);
  let body: unknown;
  try {
    body = request.body.length > 0 ? JSON.parse(Buffer.from(request.body).toString('utf8')) : undefined;
  } catch {
    return refuse(400, 'The body is not JSON.');
  }
  return route(cloud, body);
}

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });
const refuse = (status: number, message: string): ControlAnswer => ({ status, body: { message } });

const health = (cloud: Cloud): Health =>
  toHealth({
    version: cloud.version,
    data: cloud.data,
    isVirtual: cloud.clock instanceof VirtualClock,
    now: cloud.clock.now(),
    services: cloud.services,
  });

const time = (cloud: Cloud) => ({
  now: new Date(cloud.clock.now()).toISOString(),
  clock: cloud.clock instanceof VirtualClock ? 'virtual' : 'system',
});

/** `{"advance": {"minutes": 15}}`, `{"skip": true}` or `{"settle": true}`. */
async function moveClock(cloud: Cloud, body: unknown): Promise<ControlAnswer> {
  if (!(cloud.clock instanceof VirtualClock)) {
    return refuse(409, "This cloud runs on the system's time; start it with --clock virtual to move it.");
  }
  const { advance, skip, settle } = (body ?? {}) as { advance?: Duration; skip?: unknown; settle?: unknown };
  if (isDuration(advance)) return moveOn(cloud.clock, advance, () => ok(time(cloud)));
  if (skip === true) await cloud.clock.skip();
  else if (settle === true) await cloud.clock.settle();
  else return refuse(400, 'Say {"advance": {"minutes": 15}}, {"skip": true} or {"settle": true}.');
  return ok(time(cloud));
}

async function moveOn(clock: VirtualClock, duration: Duration, done: () => ControlAnswer): Promise<ControlAnswer> {
  try {
    await clock.advance(duration);
  } catch (error) {
    if (error instanceof RangeError) return refuse(400, `The clock stays where it is: ${error.message}.`);
    throw error;
  }
  return done();
}

const UNITS = new Set(['days', 'hours', 'minutes', 'seconds', 'milliseconds']);

const isDuration = (value: unknown): value is Duration =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).length > 0 &&
  Object.entries(value).every(([unit, amount]) => UNITS.has(unit) && typeof amount === 'number' && amount >= 0);
