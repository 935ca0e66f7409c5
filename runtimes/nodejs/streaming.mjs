import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

export const isStreaming = (handler) => handler[STREAMING] === 'response';

/** What a streaming handler has written, when its whole answer was asked for. */
export class StreamedResponse {
  #chunks;

  constructor(chunks) {
    this.#chunks = chunks;
  }

  toBuffer() {
    return Buffer.concat(this.#chunks);
  }
}

/** The global object with which handlers declare that they stream. */
export const awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [STREAMING]: 'response' }),
  HttpResponseStream: {
    /** Status and headers go before the body, eight zero bytes between them. */
    from(stream, metadata) {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream.write(JSON.stringify(metadata));
      stream.write(Buffer.alloc(8));
      return stream;
    },
  },
};

class ResponseStream extends Writable {
  chunks = [];

  setContentType(contentType) {
    this.contentType = contentType;
  }

  _write(chunk, _encoding, callback) {
    this.chunks.push(chunk);
    callback();
  }
}

export async function respondInFull(handler, event, context) {
  const stream = new ResponseStream();
  const result = handler(event, stream, context);
  if (typeof result?.then !== 'function') throw 'Streaming does not support non-async handlers.';
  if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
  if (!stream.writableEnded) throw 'Response stream is not finished.';
  await finished(stream);
  return new StreamedResponse(stream.chunks);
}
