import { expect, test } from 'vitest';
import { encodeFrame, FrameReader, frameTypes } from './frame.ts';

const frames = Buffer.concat([
  encodeFrame(frameTypes.result, { maxMemoryBytes: 5 }, Buffer.from('"grün"')),
  encodeFrame(frameTypes.ready, {}),
  encodeFrame(frameTypes.log, {}, Buffer.from('a line\n')),
]);

test.each([1, 2, 3, 7, 9, 10, 1000])('frames are the same in chunks of %i bytes', (size) => {
  const reader = new FrameReader();
  const read = [];
  for (let at = 0; at < frames.length; at += size) read.push(...reader.push(frames.subarray(at, at + size)));
  expect(read.map(({ type, header, body }) => [type, header, body.toString()])).toEqual([
    [frameTypes.result, { maxMemoryBytes: 5 }, '"grün"'],
    [frameTypes.ready, {}, ''],
    [frameTypes.log, {}, 'a line\n'],
  ]);
});

test('a header of no bytes has no members', () => {
  const bytes = Buffer.from([frameTypes.log, 0, 0, 0, 0, 0, 0, 0, 1, 0x61]);
  expect(new FrameReader().push(bytes)).toEqual([{ type: frameTypes.log, header: {}, body: Buffer.from('a') }]);
});

test('what is no frame is refused', () => {
  expect(() => new FrameReader().push(Buffer.from('Hello, whoever reads this'))).toThrow('A frame of');
});
