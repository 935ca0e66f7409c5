import { expect, test } from 'vitest';
import { checkBody, findForbiddenCharacter } from './message-body.ts';

test('a body holds the characters that XML can say', () => {
  expect(findForbiddenCharacter('tab\t line\n return\r é 漢 \uE000 \uFFFD 😀')).toBeUndefined();
});

test.each([
  ['\0', '#x0'],
  ['\u001f', '#x1f'],
  ['\uFFFF', '#xffff'],
  ['\uD800', '#xd800'],
])('a body with %j is refused', (character, name) => {
  expect(findForbiddenCharacter(`a${character}b`)).toBe(name);
  expect(() => checkBody(`a${character}b`)).toThrow(`Invalid binary character '${name}' was found`);
});

test('an empty body is a missing one', () => {
  expect(() => checkBody('')).toThrow('The request must contain the parameter MessageBody.');
  expect(() => checkBody(undefined, 'SendMessageBatchRequestEntry.2.MessageBody')).toThrow(
    'The request must contain the parameter SendMessageBatchRequestEntry.2.MessageBody.',
  );
});
