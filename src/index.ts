export { createCloud, type Cloud, type CloudOptions, type VirtualCloud } from './cloud.ts';
export { VirtualClock, type Duration } from './kernel/virtual-clock.ts';
export type { TraceRecord } from './kernel/trace.ts';
