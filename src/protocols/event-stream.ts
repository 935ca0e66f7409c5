import { crc32 } from '../lib/crc32.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { OperationModel, ServiceModel } from '../model/service-model.ts';
import type { Member, StructureShape } from '../model/shape.ts';
import { writeHeaders, type BodyCodec } from './http-bindings.ts';
import type { RestAnswer } from './rest.ts';

/** The member of an output that is a stream of events, if it has one. */
export const eventStreamMember = (shape: StructureShape): Member | undefined =>
  shape.members.find((member) => member.traits.streaming !== undefined && member.shape.type === 'structure');

/**
 * An answer whose body is a stream of framed events: the member holds an async iterable of union values such as
 * `{ PayloadChunk: { Payload } }`. https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function serializeEventStream(
  model: ServiceModel,
  operation: OperationModel,
  member: Member,
  output: unknown,
  codec: BodyCodec,
): RestAnswer {
  const values = (output ?? {}) as Record<string, unknown>;
  const events = values[member.name] as AsyncIterable<Record<string, unknown>>;
  return {
    status: operation.http?.[2] ?? 200,
    headers: { ...writeHeaders(operation.output, values), 'Content-Type': 'application/vnd.amazon.eventstream' },
    body: encodeEvents(model, member.shape as StructureShape, events, codec),
  };
}

/** An `AwsError` that ends the stream becomes its last message, as AWS sends it. */
async function* encodeEvents(
  model: ServiceModel,
  union: StructureShape,
  events: AsyncIterable<Record<string, unknown>>,
  codec: BodyCodec,
): AsyncIterable<Uint8Array> {
  try {
    for await (const event of events) yield encodeEvent(model, union, event, codec);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    yield encodeError(model, union, error, codec);
  }
}

function encodeEvent(
  model: ServiceModel,
  union: StructureShape,
  event: Record<string, unknown>,
  codec: BodyCodec,
): Uint8Array {
  const member = union.members.find(({ name }) => event[name] !== undefined);
  if (!member || member.shape.type !== 'structure') throw new TypeError(`No event of ${union.name}.`);
  const value = event[member.name] as Record<string, unknown>;
  const headers: [string, unknown][] = [
    [':message-type', 'event'],
    [':event-type', member.name],
  ];
  const bound = member.shape.members.filter(({ traits }) => traits.eventHeader !== undefined);
  for (const { name } of bound) if (value[name] !== undefined) headers.push([name, value[name]]);
  const { payload, contentType } = eventPayload(model, member.shape, bound, value, codec);
  if (payload.byteLength > 0) headers.push([':content-type', contentType]);
  return encodeMessage(headers, payload);
}

function eventPayload(
  model: ServiceModel,
  shape: StructureShape,
  bound: readonly Member[],
  value: Record<string, unknown>,
  codec: BodyCodec,
): { payload: Uint8Array; contentType: string } {
  const member = shape.members.find(({ traits }) => traits.eventPayload !== undefined);
  const content = member && value[member.name];
  if (member?.shape.type === 'blob') {
    return { payload: (content ?? new Uint8Array()) as Uint8Array, contentType: 'application/octet-stream' };
  }
  if (member?.shape.type === 'string') {
    return { payload: Buffer.from((content ?? '') as string), contentType: 'text/plain' };
  }
  if (member) {
    return { payload: codec.write(model, member.shape, content ?? {}, member.name), contentType: codec.contentType };
  }
  const members = shape.members.filter((candidate) => !bound.includes(candidate));
  if (members.length === 0) return { payload: new Uint8Array(), contentType: codec.contentType };
  const rest = Object.fromEntries(members.map(({ name }) => [name, value[name]]));
  return { payload: codec.write(model, shape, rest, shape.name), contentType: codec.contentType };
}

function encodeError(model: ServiceModel, union: StructureShape, error: AwsError, codec: BodyCodec): Uint8Array {
  const known = model.error(error.code);
  const member = union.members.find(({ shape }) => shape.type === 'structure' && shape.name === known?.name);
  if (!member) {
    const headers: [string, unknown][] = [
      [':message-type', 'error'],
      [':error-code', error.code],
      [':error-message', error.message],
    ];
    return encodeMessage(headers, new Uint8Array());
  }
  const headers: [string, unknown][] = [
    [':message-type', 'exception'],
    [':exception-type', member.name],
    [':content-type', codec.contentType],
  ];
  const fields = { ...error.fields, message: error.message, Message: error.message };
  return encodeMessage(headers, codec.write(model, member.shape, fields, member.name));
}

const PRELUDE_BYTES = 12;
const CRC_BYTES = 4;

/** One message: lengths, their checksum, headers, payload, the checksum of all. */
function encodeMessage(headers: readonly (readonly [string, unknown])[], payload: Uint8Array): Uint8Array {
  const head = Buffer.concat(headers.map(([name, value]) => encodeHeader(name, value)));
  const message = Buffer.alloc(PRELUDE_BYTES + head.length + payload.length + CRC_BYTES);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(head, PRELUDE_BYTES);
  message.set(payload, PRELUDE_BYTES + head.length);
  message.writeUInt32BE(crc32(message.subarray(0, -CRC_BYTES)), message.length - CRC_BYTES);
  return message;
}

const HEADER_TYPE = { true: 0, false: 1, integer: 4, long: 5, bytes: 6, string: 7, timestamp: 8 } as const;

function encodeHeader(name: string, value: unknown): Uint8Array {
  const key = Buffer.from(name);
  return Buffer.concat([Buffer.of(key.length), key, encodeHeaderValue(value)]);
}

function encodeHeaderValue(value: unknown): Uint8Array {
  if (typeof value === 'boolean') return Buffer.of(value ? HEADER_TYPE.true : HEADER_TYPE.false);
  if (typeof value === 'number' && value === (value | 0)) {
    const bytes = Buffer.alloc(5);
    bytes[0] = HEADER_TYPE.integer;
    bytes.writeInt32BE(value, 1);
    return bytes;
  }
  if (typeof value === 'number') return long(HEADER_TYPE.long, BigInt(Math.trunc(value)));
  if (value instanceof Date) return long(HEADER_TYPE.timestamp, BigInt(value.getTime()));
  const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value as number));
  const head = Buffer.alloc(3);
  head[0] = value instanceof Uint8Array ? HEADER_TYPE.bytes : HEADER_TYPE.string;
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function long(type: number, value: bigint): Uint8Array {
  const bytes = Buffer.alloc(9);
  bytes[0] = type;
  bytes.writeBigInt64BE(value, 1);
  return bytes;
}
