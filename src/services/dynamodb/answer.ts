import type { AttributeValue, Context } from './api.ts';
import type { QueryPage } from './query-page.ts';
import type { StoredItem } from './stored-item.ts';
import type { Item } from './values/value.ts';

type OutputItem = Record<string, AttributeValue>;

/** An item for an answer, as the SDK types it: what is checked and stored is a valid item of the API. */
export const toOutputItem = (item: Item): OutputItem => item as OutputItem;

/** A whole item for an answer: on the wire its stored text, which nobody needs to parse; else the item. */
export const toStoredOutput = (ctx: Context, stored: StoredItem): OutputItem =>
  carriesText(ctx)
    ? // The serializer takes this in the place of any value; the SDK's types do not know it.
      (stored.json as unknown as OutputItem)
    : toOutputItem(stored.item);

/** An answer that is nothing but a page: made once for as long as nobody writes there, if it is read again at all. */
export function toRepeatedOutput<T>(ctx: Context, { repeated }: QueryPage, answer: () => T): T {
  if (!repeated || !carriesText(ctx)) return answer();
  if (!repeated.body) repeated.output = answer();
  return repeated as T;
}

const carriesText = (ctx: Context): boolean => ctx.protocol === 'awsJson1_0';
