/**
 * Under a virtual clock the function's `Date` is that of the cloud: what it stores is consistent with what it reads, and its
 * requests are signed for the time at which they arrive. Timers stay real, as the process is.
 */
const SystemDate = Date;
const systemNow = Date.now.bind(Date);
let leadMs = 0;

/** `lead`: how far the cloud's clock is ahead of the system's, in milliseconds; `undefined` where it is the system's. */
export function setClockLead(lead) {
  if (lead === undefined) return;
  leadMs = lead;
  if (Date === SystemDate) install();
}

const now = () => systemNow() + leadMs;

function install() {
  globalThis.Date = new Proxy(SystemDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new SystemDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  Object.defineProperty(SystemDate.prototype, 'constructor', { value: globalThis.Date });
}
