import type { IncomingHttpHeaders } from 'node:http';

const ALLOWED_METHODS = 'GET, POST, PUT, PATCH, DELETE, HEAD';
const PREFLIGHT_SECONDS = 600;
/** What browsers hide from a page unless it is named: the SDK reads these. */
const EXPOSED_HEADERS =
  'x-amzn-RequestId, x-amz-request-id, x-amzn-ErrorType, x-amzn-ErrorMessage, x-amzn-query-error, x-amz-crc32, Date, ETag, ' +
  'X-Amz-Function-Error, X-Amz-Executed-Version, X-Amz-Log-Result';

export const isPreflight = (method: string | undefined, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

/** For an origin that is the console's or configured; others get no header, and their browser refuses them. */
export const corsHeaders = (origin: string): Record<string, string> => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': EXPOSED_HEADERS,
  Vary: 'Origin',
});

export const preflightHeaders = (headers: IncomingHttpHeaders): Record<string, string> => ({
  ...corsHeaders(headers.origin!),
  'Access-Control-Allow-Methods': ALLOWED_METHODS,
  'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
  'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
});
