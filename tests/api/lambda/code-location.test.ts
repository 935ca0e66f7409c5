import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createFunction, ECHO } from './support.ts';

test("a function's package can be downloaded for ten minutes", async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, ECHO);

  const { Code } = await cloud.client(LambdaClient).send(new GetFunctionCommand({ FunctionName: 'f' }));
  const download = await fetch(Code!.Location!);

  expect(download.headers.get('content-type')).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await download.arrayBuffer()));
  expect(strFromU8(files['index.mjs']!)).toBe(ECHO);

  await cloud.clock.advance({ minutes: 10 });
  expect((await fetch(Code!.Location!)).status).toBe(404);
  expect((await fetch(`${cloud.endpoint}/_cirro/lambda/code/guessed`)).status).toBe(404);
});
