import type { AwsError } from '../kernel/aws-error.ts';
import { header, type WireRequest, type WireResponse } from '../protocols/wire.ts';
import { escapeXml } from '../protocols/xml-writer.ts';
import { signedService } from './identify.ts';

/** The answer to a request that is for no service of ours, in the form its client most likely reads. */
export function fallbackAnswer(request: WireRequest, error: AwsError, requestId: string): WireResponse {
  const [contentType, text] = write(request, error, requestId);
  const body = Buffer.from(text);
  return {
    status: error.status ?? 400,
    headers: {
      'x-amzn-RequestId': requestId,
      // Where clients of REST APIs look for the code.
      'x-amzn-ErrorType': error.code,
      'Content-Type': contentType,
      'Content-Length': String(body.length),
    },
    body,
  };
}

function write(request: WireRequest, error: AwsError, requestId: string): [contentType: string, text: string] {
  const members = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const id = `<RequestId>${requestId}</RequestId>`;
  if (header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return ['text/xml', `<ErrorResponse><Error><Type>Sender</Type>${members}</Error>${id}</ErrorResponse>`];
  }
  if (signedService(request) === 's3') return ['application/xml', `<Error>${members}${id}</Error>`];
  return ['application/x-amz-json-1.0', JSON.stringify({ __type: error.code, message: error.message })];
}
