import { header, type WireRequest, type WireResponse } from '../protocols/wire.ts';

/** A person with a browser, or a script that waits for the port: an API's request is signed, or says what it wants. */
export const isVisit = (request: WireRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  request.path === '/' &&
  request.query === '' &&
  header(request, 'authorization') === undefined &&
  header(request, 'x-amz-target') === undefined;

export function greet(request: WireRequest): WireResponse {
  const endpoint = `http://${header(request, 'host') ?? '127.0.0.1'}`;
  const body = Buffer.from(
    `This is Cirro. It speaks the AWS APIs: give AWS clients the endpoint ${endpoint}\n` +
      `('cirro env' prints the settings). ${endpoint}/_cirro/health says how it is.\n`,
  );
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': String(body.length) },
    body,
  };
}
