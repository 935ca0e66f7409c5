import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { describe, test } from 'vitest';
import { loadModel } from '../../src/model/service-model.ts';
import { rpcV2Cbor } from '../../src/protocols/rpc-v2-cbor.ts';
import { constraints } from '../../src/services/logs/constraints.ts';
import { anyText } from './arbitrary.ts';
import { checkOperation } from './round-trip.ts';

/** Their answers are streams of events, which this protocol does not carry here. */
const STREAMING: ReadonlySet<string> = new Set(['StartLiveTail', 'GetLogObject']);

describe('CloudWatch Logs in RPC v2 CBOR, as its SDK client writes and reads it', () => {
  const model = loadModel('logs', logs, constraints);
  const input = { text: anyText, constraints };
  const config = { protocol: AwsSmithyRpcV2CborProtocol };
  const options = {
    model,
    protocol: rpcV2Cbor,
    schemas: logs,
    Client: logs.CloudWatchLogsClient,
    input,
    output: { text: anyText },
    config,
  };
  test.each(model.operationNames.filter((name) => !STREAMING.has(name)))('%s', (name) => checkOperation(options, name));
});
