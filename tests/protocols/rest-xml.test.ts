import * as s3 from '@aws-sdk/client-s3';
import { describe, test } from 'vitest';
import { restXml } from '../../src/protocols/rest-xml.ts';
import { visibleText, xmlText } from './arbitrary.ts';
import { checkOperation } from './round-trip.ts';
import { s3Model } from './s3-model.ts';

describe('S3 in REST XML, as its SDK client writes and reads it', () => {
  const model = s3Model();
  const medium = { text: xmlText, headerText: visibleText, smallest: 1 as const };
  const config = {
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
  const options = { model, protocol: restXml, schemas: s3, Client: s3.S3Client, input: medium, output: medium, config };
  test.each(model.operationNames)('%s', (name) => checkOperation(options, name));
});
