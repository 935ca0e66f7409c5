import { header, type WireRequest } from './signature.ts';

/**
 * The canonical form of a request, which both sides sign.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(
  request: WireRequest,
  options: {
    readonly signedHeaders: readonly string[];
    readonly payloadHash: string;
    /** S3 signs its keys as they are; all other services normalize the path and encode it a second time. */
    readonly isS3: boolean;
    /** A query parameter that was added after signing: the signature of a presigned URL itself. */
    readonly withoutParameter?: string;
  },
): string {
  const question = request.target.indexOf('?');
  const path = question < 0 ? request.target : request.target.slice(0, question);
  const query = question < 0 ? '' : request.target.slice(question + 1);
  let headers = '';
  for (const name of options.signedHeaders) headers += `${name}:${canonicalHeader(request, name)}\n`;
  return [
    request.method,
    options.isS3 ? canonicalS3Path(path) : canonicalPath(path),
    canonicalQuery(query, options.withoutParameter),
    headers,
    options.signedHeaders.join(';'),
    options.payloadHash,
  ].join('\n');
}

/** Repeated headers in their order with commas between, spaces in a row as one. */
function canonicalHeader(request: WireRequest, name: string): string {
  const value = request.headers[name];
  const text = typeof value === 'object' ? value.map((one) => one.trim()).join(',') : (header(request, name) ?? '');
  return text.includes('  ') ? text.replace(/ +/g, ' ') : text;
}

const PLAIN_PATH = /^[A-Za-z0-9\-._~/]*$/;

export function canonicalS3Path(path: string): string {
  if (PLAIN_PATH.test(path)) return path || '/';
  // Clients differ in what they leave unencoded; what was signed is the encoding of the key itself.
  const decoded = decode(path);
  return decoded === undefined ? path : encode(decoded).replaceAll('%2F', '/');
}

export function canonicalPath(path: string): string {
  if (path === '/' || path === '') return '/';
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(encode(segment));
  }
  return kept.length === 0 ? '/' : `/${kept.join('/')}${path.endsWith('/') ? '/' : ''}`;
}

export function canonicalQuery(query: string, without?: string): string {
  if (query === '') return '';
  const parameters: [name: string, value: string][] = [];
  for (const parameter of query.split('&')) {
    if (parameter === '') continue;
    const equals = parameter.indexOf('=');
    const name = reencode(equals < 0 ? parameter : parameter.slice(0, equals));
    if (name !== without) parameters.push([name, equals < 0 ? '' : reencode(parameter.slice(equals + 1))]);
  }
  parameters.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return parameters.map(([name, value]) => `${name}=${value}`).join('&');
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;

const reencode = (text: string) => (UNRESERVED.test(text) ? text : encode(decode(text) ?? text));

/** `encodeURIComponent` leaves five more characters than RFC 3986 does. */
const encode = (text: string) =>
  UNRESERVED.test(text)
    ? text
    : encodeURIComponent(text).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      );

/** `undefined` where a percent sign is not followed by the bytes of a character. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
