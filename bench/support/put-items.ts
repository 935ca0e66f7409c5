import { call } from './aws-request.ts';

const BATCH = 25;
const WRITERS = 16;

/** Puts `count` items into a table, and tells after each batch how many it began with. */
export async function putItems(
  port: number,
  table: string,
  count: number,
  item: (n: number) => object,
  onBatch: (from: number) => void = () => {},
): Promise<void> {
  let next = 0;
  const write = async () => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const puts = Array.from({ length: BATCH }, (_, index) => ({ PutRequest: { Item: item(from + index) } }));
      await call(port, 'dynamodb', 'BatchWriteItem', { RequestItems: { [table]: puts } });
      onBatch(from);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}
