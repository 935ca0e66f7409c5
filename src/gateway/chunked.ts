const LINE_END = Buffer.from('\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** A body as HTTP/1.1 sends it when its length is not known before. RFC 9112, section 7.1. */
export async function* chunked(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of body) {
    // An empty chunk would be the last one.
    if (chunk.byteLength === 0) continue;
    yield Buffer.from(`${chunk.byteLength.toString(16)}\r\n`);
    yield chunk;
    yield LINE_END;
  }
  yield LAST_CHUNK;
}
