import type { Protocol, WireProtocolName } from './wire.ts';

/** A protocol's code is loaded at its first request, so that start-up pays for none. */
const loaders: Readonly<Record<WireProtocolName, () => Promise<Protocol>>> = {
  awsJson1_0: async () => (await import('./aws-json.ts')).awsJson1_0,
  awsJson1_1: async () => (await import('./aws-json.ts')).awsJson1_1,
  awsQuery: async () => (await import('./aws-query.ts')).awsQuery,
  restJson1: async () => (await import('./rest-json.ts')).restJson1,
  restXml: async () => (await import('./rest-xml.ts')).restXml,
  rpcV2Cbor: async () => (await import('./rpc-v2-cbor.ts')).rpcV2Cbor,
};

const loaded = new Map<WireProtocolName, Protocol>();

/** At once from the second time on: an `import()` costs microseconds even of what is loaded. */
export const loadProtocol = (name: WireProtocolName): Protocol | Promise<Protocol> => loaded.get(name) ?? load(name);

async function load(name: WireProtocolName): Promise<Protocol> {
  const protocol = await loaders[name]();
  loaded.set(name, protocol);
  return protocol;
}
