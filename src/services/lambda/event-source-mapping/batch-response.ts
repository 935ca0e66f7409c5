/**
 * Which messages of a batch a function reported as failed, or `'all'`: an answer that Lambda cannot read, or one that
 * names a message the batch does not have, fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function parseBatchResponse(payload: Uint8Array, messageIds: ReadonlySet<string>): ReadonlySet<string> | 'all' {
  const response = parseJson(payload);
  if (response === undefined) return 'all';
  if (response === null || typeof response !== 'object') return new Set();
  const failures = (response as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return 'all';
  const identifiers = failures.map(
    (failure) => (failure as { readonly itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const areKnown = identifiers.every((identifier) => typeof identifier === 'string' && messageIds.has(identifier));
  return areKnown ? new Set(identifiers as readonly string[]) : 'all';
}

function parseJson(payload: Uint8Array): unknown {
  if (payload.byteLength === 0) return null;
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined;
  }
}
