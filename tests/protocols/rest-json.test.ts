import * as lambda from '@aws-sdk/client-lambda';
import { describe, test } from 'vitest';
import { loadModel } from '../../src/model/service-model.ts';
import { restJson1 } from '../../src/protocols/rest-json.ts';
import { constraints } from '../../src/services/lambda/constraints.ts';
import { anyText, visibleText } from './arbitrary.ts';
import { checkOperation } from './round-trip.ts';

/** Its answer is a stream of events, which has a test of its own. */
const STREAMING: ReadonlySet<string> = new Set(['InvokeWithResponseStream']);

describe('Lambda in REST JSON, as its SDK client writes and reads it', () => {
  const model = loadModel('lambda', lambda, constraints);
  const input = { text: anyText, headerText: visibleText, constraints };
  const output = { text: anyText, headerText: visibleText };
  const options = { model, protocol: restJson1, schemas: lambda, Client: lambda.LambdaClient, input, output };
  test.each(model.operationNames.filter((name) => !STREAMING.has(name)))('%s', (name) => checkOperation(options, name));
});
