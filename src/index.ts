export { createCloud, type Cloud, type CloudOptions } from './cloud.ts';
export { VirtualClock, type Duration } from './kernel/virtual-clock.ts';
export type { TraceRecord } from './kernel/trace.ts';
