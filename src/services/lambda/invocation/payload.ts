import { invalidClientContext, invalidPayload, payloadTooLarge } from '../errors.ts';
import { MAX_EVENT_PAYLOAD_BYTES, MAX_SYNCHRONOUS_PAYLOAD_BYTES } from '../limits.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws RequestTooLargeException, or InvalidRequestContentException for what is not JSON. Nothing at all is allowed. */
export function checkPayload(payload: Uint8Array, isEvent: boolean): void {
  const limitBytes = isEvent ? MAX_EVENT_PAYLOAD_BYTES : MAX_SYNCHRONOUS_PAYLOAD_BYTES;
  if (payload.byteLength > limitBytes) throw payloadTooLarge(limitBytes);
  if (payload.byteLength === 0) return;
  const text = decode(payload);
  try {
    JSON.parse(text);
  } catch {
    throw invalidPayload(explain(text));
  }
}

function decode(payload: Uint8Array): string {
  try {
    return utf8.decode(payload);
  } catch {
    const start = payload.find((byte) => byte >= 0x80)!;
    throw invalidPayload(`Invalid UTF-8 start byte 0x${start.toString(16)}`);
  }
}

const SOURCE = '[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';

/** In the words of the parser that AWS uses (Jackson): a token it does not know, or a text that ends too early. */
function explain(text: string): string {
  const token = /^\s*([A-Za-z_$][\w$]*)/.exec(text);
  if (token && !/^(true|false|null)$/.test(token[1]!)) {
    const column = token[0].length + 1;
    return `Unrecognized token '${token[1]}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${SOURCE}; line: 1, column: ${column}]`;
  }
  if (/^\s*[[{]/.test(text) && !/[\]}]\s*$/.test(text))
    return `Unexpected end-of-input: expected close marker for ${text.trimStart()[0] === '{' ? 'Object' : 'Array'} (start marker at ${SOURCE}; line: 1, column: 1])\n at ${SOURCE}; line: 1, column: ${text.length + 1}]`;
  return `Unexpected character: expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${SOURCE}; line: 1, column: 1]`;
}

/** The JSON that X-Amz-Client-Context carries in Base64. */
export function parseClientContext(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  const json = Buffer.from(header, 'base64').toString();
  try {
    JSON.parse(json);
    return json;
  } catch {
    throw invalidClientContext();
  }
}
