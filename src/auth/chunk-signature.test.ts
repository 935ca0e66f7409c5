import { expect, test } from 'vitest';
import { ChunkSignatures } from './chunk-signature.ts';
import type { Signature } from './signature.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html#example-signature-calculations-streaming */
const SEED: Signature = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  scope: { date: '20130524', region: 'us-east-1', service: 's3', terminator: 'aws4_request' },
  signedHeaders: ['host'],
  value: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  timestamp: '20130524T000000Z',
};
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const CHUNKS: [chunk: Buffer, signature: string][] = [
  [Buffer.alloc(65_536, 'a'), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [Buffer.alloc(1024, 'a'), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [Buffer.alloc(0), 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
];

test("the chunks of AWS's example are those that were signed", () => {
  const signatures = new ChunkSignatures(SEED, SECRET);
  expect(CHUNKS.map(([chunk, signature]) => signatures.verify(chunk, signature))).toEqual([true, true, true]);
});

test('a changed chunk is noticed, and so is one left out', () => {
  const [first, second] = CHUNKS;
  const changed = new ChunkSignatures(SEED, SECRET);
  expect(changed.verify(Buffer.alloc(65_536, 'b'), first![1])).toBe(false);
  const shortened = new ChunkSignatures(SEED, SECRET);
  expect(shortened.verify(...second!)).toBe(false);
});
