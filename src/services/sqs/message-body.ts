import { invalidMessageContents, missingParameter } from './errors.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html: what XML 1.0 can say. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

// What may be one of them: found in half the time, though half of an emoji is among it.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;

/** The first character of `text` that a message cannot carry, as AWS writes it: `#x1f`. */
export function findForbiddenCharacter(text: string): string | undefined {
  if (!SUSPECT.test(text)) return undefined;
  const character = FORBIDDEN.exec(text)?.[0];
  return character === undefined ? undefined : `#x${character.codePointAt(0)!.toString(16)}`;
}

/** `parameter` is what a missing body is called: it differs inside a batch. */
export function checkBody(body: string | undefined, parameter = 'MessageBody'): string {
  if (body === undefined || body === '') throw missingParameter(parameter);
  const forbidden = findForbiddenCharacter(body);
  if (forbidden !== undefined) throw invalidMessageContents(forbidden);
  return body;
}

/** What JSON escapes of the characters that a message can carry. A look for one of them takes V8 next to nothing. */
const ESCAPED = ['"', '\\', '\n', '\r', '\t'];

/**
 * A body as JSON has it, in quotes, in UTF-8: so it is stored, and so it is answered. What was read is bytes of its row;
 * what was sent is a text where it is all ASCII, since a buffer for each costs more than the writing. Either is as long as its bytes.
 */
export type BodyJson = string | Buffer;

/** For a body that was checked. */
export function toBodyJson(body: string): BodyJson {
  const json = ESCAPED.some((character) => body.includes(character)) ? JSON.stringify(body) : `"${body}"`;
  // As long as its UTF-8: then it is all ASCII.
  return Buffer.byteLength(json) === json.length ? json : Buffer.from(json);
}

/** Returns how many bytes were written. */
export const writeBodyJson = (bodyJson: BodyJson, bytes: Buffer, at: number): number =>
  typeof bodyJson === 'string' ? bytes.write(bodyJson, at, 'latin1') : bodyJson.copy(bytes, at);

export const bodyOf = ({ bodyJson }: { readonly bodyJson: BodyJson }): string =>
  JSON.parse(bodyJson.toString()) as string;
