import type { AttributeValue, Context } from './api.ts';
import type { StoredItem } from './stored-item.ts';
import type { Item } from './values/value.ts';

type OutputItem = Record<string, AttributeValue>;

/** An item for an answer, as the SDK types it: what is checked and stored is a valid item of the API. */
export const toOutputItem = (item: Item): OutputItem => item as OutputItem;

/** A whole item for an answer. */
export const toStoredOutput = (_ctx: Context, stored: StoredItem): OutputItem => toOutputItem(stored.item);
