const MISSING = new Set(['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity', 'QueueDoesNotExist']);

export const isMissing = (error: unknown): boolean => error instanceof Error && MISSING.has(error.name);

/** Runs a deletion; what is already gone is skipped. */
export async function ifPresent(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
