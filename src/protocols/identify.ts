import type { ServiceName } from '../kernel/clients.ts';
import { apis } from '../model/apis.gen.ts';
import { looksLikeQuery, queryVersion } from './aws-query.ts';
import { header, type RequestHead, type WireProtocolName, type WireRequest } from './wire.ts';

export interface Identified {
  readonly service: ServiceName;
  readonly protocol: WireProtocolName;
}

/**
 * Which API a request is for, and in which protocol. `signedFor` is the service of the signature's credential scope
 * (`…/us-east-1/sqs/aws4_request`); `undefined` where nothing of the request names an API of ours.
 */
export function identify(request: WireRequest, signedFor: string | undefined): Identified | undefined {
  return byRpcPath(request) ?? byTarget(request) ?? byQuery(request, signedFor) ?? byRest(request, signedFor);
}

const services = Object.keys(apis) as ServiceName[];

const RPC_PATH = /^\/service\/([^/]+)\/operation\/[^/]+$/;

function byRpcPath(head: RequestHead): Identified | undefined {
  const prefix = RPC_PATH.exec(head.path)?.[1];
  const service = prefix === undefined ? undefined : serviceOfPrefix(prefix);
  return service && header(head, 'smithy-protocol') === 'rpc-v2-cbor' ? { service, protocol: 'rpcV2Cbor' } : undefined;
}

/** By what their targets begin with. */
const JSON_SERVICES: ReadonlyMap<string, Identified> = new Map(
  services.flatMap((service) => {
    const { targetPrefix, protocols } = apis[service];
    const protocol = protocols.find((name) => name.startsWith('awsJson'));
    return protocol && targetPrefix ? [[targetPrefix, { service, protocol: protocol as WireProtocolName }]] : [];
  }),
);

function byTarget(head: RequestHead): Identified | undefined {
  const target = header(head, 'x-amz-target');
  if (target === undefined) return undefined;
  return JSON_SERVICES.get(target.slice(0, target.lastIndexOf('.')));
}

function byQuery(request: WireRequest, signedFor: string | undefined): Identified | undefined {
  if (!looksLikeQuery(request)) return undefined;
  const candidates = services.filter((name) => apis[name].protocols.includes('awsQuery'));
  const signed = candidates.find((name) => name === signedFor);
  if (signed) return { service: signed, protocol: 'awsQuery' };
  if (signedFor !== undefined || !(request.body instanceof Uint8Array)) return undefined;
  const version = queryVersion(request);
  const service = candidates.find((name) => apis[name].version === version);
  return service && { service, protocol: 'awsQuery' };
}

const REST_PATHS: readonly (readonly [RegExp, ServiceName])[] = [
  [/^\/20\d\d-\d\d-\d\d\/(functions|event-source|layers|tags|account)/, 'lambda'],
];

function byRest(head: RequestHead, signedFor: string | undefined): Identified | undefined {
  const signed = services.find((name) => name === signedFor);
  const service =
    signed ?? (signedFor === undefined ? REST_PATHS.find(([path]) => path.test(head.path))?.[1] : undefined);
  const protocol = service && apis[service].protocols.find((name) => name.startsWith('rest'));
  // JSON and Query services answer a request they cannot read in their first protocol.
  if (service && !protocol && signed) return { service, protocol: apis[service].protocols[0] as WireProtocolName };
  return protocol && { service, protocol: protocol as WireProtocolName };
}

const serviceOfPrefix = (prefix: string): ServiceName | undefined =>
  services.find((name) => apis[name].targetPrefix === prefix);
