const MISSING = new Set(['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity', 'QueueDoesNotExist']);

/** Runs a deletion; what is already gone is skipped. */
export async function ifPresent(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof Error) || !MISSING.has(error.name)) throw error;
  }
}
