import { SystemClock } from '../../kernel/clock.ts';
import { ConsumedCapacity } from '../../kernel/consumed-capacity.ts';
import { createRandom } from '../../kernel/random.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import type { Context } from './api.ts';
import { TableCache } from './table-cache.ts';
import { CapacityState } from './throttling/capacity-state.ts';

/** A context for tests of operations by themselves, without a gateway: memory, and one account. */
export function testContext(given: Partial<Context> = {}): Context {
  const clock = given.clock ?? new SystemClock();
  const storage = new MemoryStorage({ clock });
  const partial: Partial<Context> = {
    accountId: '000000000000',
    region: 'us-east-1',
    protocol: 'inProcess',
    requestId: 'request',
    endpoint: 'http://127.0.0.1:4566',
    state: {
      tables: new TableCache(),
      capacity: new CapacityState(new ConsumedCapacity(0)),
      transitionMs: 0,
      replicationLagMs: 0,
    },
    clock,
    random: createRandom('test'),
    transact: (lane, body) => storage.transact(lane, body),
    read: (body) => storage.read(body),
    ...given,
  };
  // The rest is for other services' operations.
  return partial as Context;
}
