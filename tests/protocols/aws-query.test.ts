import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { describe, test } from 'vitest';
import { loadModel } from '../../src/model/service-model.ts';
import { awsQuery } from '../../src/protocols/aws-query.ts';
import { anyText, xmlText } from './arbitrary.ts';
import { checkOperation } from './round-trip.ts';

const input = { text: anyText, smallest: 1 as const };
const output = { text: xmlText, smallest: 1 as const };

describe('IAM in AWS Query, as its SDK client writes and reads it', () => {
  const model = loadModel('iam', iam);
  const options = { model, protocol: awsQuery, schemas: iam, Client: iam.IAMClient, input, output };
  test.each(model.operationNames)('%s', (name) => checkOperation(options, name));
});

describe('STS in AWS Query', () => {
  const model = loadModel('sts', sts);
  const options = { model, protocol: awsQuery, schemas: sts, Client: sts.STSClient, input, output };
  test.each(model.operationNames)('%s', (name) => checkOperation(options, name));
});
