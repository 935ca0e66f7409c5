import { isIP } from 'node:net';

/**
 * Names that nobody else can make resolve to this machine: an emulator that runs code must not be reachable
 * by a web page that had its own domain rebound to 127.0.0.1.
 */
const OWN_NAMES = ['localhost', 'localhost.localstack.cloud', 'amazonaws.com', 'amazonaws.com.cn', 'api.aws'];

/**
 * Whether `host` (a Host header, port included) is one of ours. Addresses are: rebinding needs a name.
 * AWS's own names are too, because proxies and hosts files send them here and no attacker owns them.
 */
export function isOwnHost(host: string | undefined, configured: readonly string[] = []): boolean {
  if (host === undefined) return false;
  const name = hostName(host);
  if (isIP(name) !== 0) return true;
  return [...OWN_NAMES, ...configured.map(hostName)].some((own) => name === own || name.endsWith(`.${own}`));
}

/** Without port, brackets and final dot, in lower case. */
export function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host);
  const name = bracketed ? bracketed[1]! : host.replace(/:\d+$/, '');
  return name.toLowerCase().replace(/\.$/, '');
}

export interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | undefined;
}

/**
 * Whether the control API and the console may answer: to programs that are no browsers, and to pages that came
 * from here or from a configured origin (`http://localhost:5173`).
 */
export function isOwnOrigin(headers: OriginHeaders, configured: readonly string[] = []): boolean {
  const { host, origin } = headers;
  if (origin !== undefined) {
    return configured.includes(origin) || (host !== undefined && isSameHost(origin, host));
  }
  // Images, forms and links from elsewhere carry no Origin, but every current browser says where they come from.
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function isSameHost(origin: string, host: string): boolean {
  const match = /^https?:\/\/([^/]+)$/.exec(origin);
  return match !== null && match[1]!.toLowerCase() === host.toLowerCase();
}
