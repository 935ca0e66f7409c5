import { AwsError } from '../kernel/aws-error.ts';
import type { WireResponse } from './wire.ts';

/** AWS's answer to what is not even a request of the protocol: the wrong method, the wrong content type, no action. */
export const notOfThisProtocol = () => new AwsError('UnknownOperationException', '', { status: 404 });

export const isNotOfThisProtocol = (error: AwsError): boolean =>
  error.code === 'UnknownOperationException' && error.status === 404;

/** XML whatever the protocol, and no content type: recorded of AWS by the tests of mhart/dynalite. */
export function serializeNotOfThisProtocol(requestId: string): WireResponse {
  const body = Buffer.from('<UnknownOperationException/>\n');
  return { status: 404, headers: { 'x-amzn-RequestId': requestId, 'Content-Length': String(body.byteLength) }, body };
}
