import { updatedItemTooLarge } from '../values/errors.ts';
import { MAX_ITEM_SIZE_BYTES } from '../values/limits.ts';
import { attributeSizeBytes, requireUpdatedItemSize } from '../values/size.ts';
import { attribute, type Item } from '../values/value.ts';
import type { Update, UpdateAction } from './update.ts';

// Not documented: measured on AWS with items of almost 400 KB.
const UPDATE_BYTES = 3;
const WRITE_BYTES = 19;
const LIST_WRITE_BYTES = 20;
const REMOVE_BYTES = 2;

/**
 * UpdateItem's own limit, beside the item's: the attributes it writes and its actions count, and neither the key nor
 * what it leaves alone. `item` is the updated item. Updates in transactions are held to the item's size alone. Returns
 * the item's size.
 */
export function requireUpdateSize(update: Update, item: Item, isPlain = false): number {
  const sizeBytes = requireUpdatedItemSize(item, isPlain);
  // What is written is a part of the item: few are large enough to count it.
  const mostBytes = sizeBytes + UPDATE_BYTES + update.paths.length * LIST_WRITE_BYTES;
  if (mostBytes > MAX_ITEM_SIZE_BYTES && updateSizeBytes(update, item) > MAX_ITEM_SIZE_BYTES)
    throw updatedItemTooLarge();
  return sizeBytes;
}

function updateSizeBytes({ sections }: Update, item: Item): number {
  const actions = sections.flat();
  const written = new Set(actions.filter(isWrite).map(({ path }) => path[0] as string));
  let size = UPDATE_BYTES;
  for (const action of actions) size += actionSizeBytes(action);
  for (const name of written) {
    const value = attribute(item, name);
    if (value) size += attributeSizeBytes(name, value);
  }
  return size;
}

const isWrite = ({ kind }: UpdateAction): boolean => kind === 'SET' || kind === 'ADD';

function actionSizeBytes(action: UpdateAction): number {
  if (!isWrite(action)) return REMOVE_BYTES;
  return action.path.some((step) => typeof step === 'number') ? LIST_WRITE_BYTES : WRITE_BYTES;
}
