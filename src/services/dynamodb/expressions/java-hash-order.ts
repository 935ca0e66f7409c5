const USUAL_SLOTS = 16;
const LOAD_FACTOR = 0.75;

/** AWS lists several keys in one message in the order of a Java HashSet that was made for `total` of them. */
export function toJavaHashOrder(
  keys: readonly string[],
  total = keys.length,
  leastSlots = USUAL_SLOTS,
): readonly string[] {
  const wanted = Math.floor(total / LOAD_FACTOR) + 1;
  let slots = leastSlots;
  while (slots < wanted) slots *= 2;
  return keys.toSorted((left, right) => slotOf(left, slots) - slotOf(right, slots));
}

function slotOf(key: string, slots: number): number {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (Math.imul(31, hash) + key.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & (slots - 1);
}
