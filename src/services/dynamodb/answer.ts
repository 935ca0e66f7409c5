import { RawJson } from '../../model/raw-json.ts';
import type { AttributeValue, Context } from './api.ts';
import type { StoredItem } from './stored-item.ts';
import type { Item } from './values/value.ts';

type OutputItem = Record<string, AttributeValue>;

/** An item for an answer, as the SDK types it: what is checked and stored is a valid item of the API. */
export const toOutputItem = (item: Item): OutputItem => item as OutputItem;

/** A whole item for an answer: on the wire its stored text, which nobody needs to parse; else the item. */
export const toStoredOutput = (ctx: Context, stored: StoredItem): OutputItem =>
  ctx.protocol === 'awsJson1_0'
    ? // The serializer takes this in the place of any value; the SDK's types do not know it.
      (new RawJson(stored.json) as unknown as OutputItem)
    : toOutputItem(stored.item);
