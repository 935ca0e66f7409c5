import * as s3 from '@aws-sdk/client-s3';
import { describe, test } from 'vitest';
import { restXml } from '../../src/protocols/rest-xml.ts';
import { visibleText, xmlText } from './arbitrary.ts';
import { checkOperation } from './round-trip.ts';
import { s3Model } from './s3-model.ts';

/** The client's middleware computes these, or HTTP has them anyway. */
const FILLED_IN = [
  'ChecksumAlgorithm',
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'CopySourceSSECustomerKey',
  'CopySourceSSECustomerKeyMD5',
  'ContentLength',
  'ContentMD5',
  'ContentType',
  'ExpiresString',
];
/** A stream of events, which has a test of its own; and one that goes to a host of its own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['SelectObjectContent', 'WriteGetObjectResponse']);

describe('S3 in REST XML, as its SDK client writes and reads it', () => {
  const model = s3Model();
  const medium = { text: xmlText, headerText: visibleText, smallest: 1 as const };
  const input = { ...medium, without: FILLED_IN };
  const output = { ...medium, without: FILLED_IN, always: ['CopyObjectResult', 'CopyPartResult', 'Location'] };
  const config = {
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
  const options = { model, protocol: restXml, schemas: s3, Client: s3.S3Client, input, output, config };
  test.each(model.operationNames.filter((name) => !ELSEWHERE.has(name)))('%s', (name) => checkOperation(options, name));
});
