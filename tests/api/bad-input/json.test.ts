import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { dynamodb, logs, post, refuses, sqs } from './refusals.ts';
import { furnish, JSON_1_0, jsonCall } from './wire.ts';

const UNKNOWN = '{"__type":"com.amazon.coral.service#UnknownOperationException"}';
const NOT_SERIALIZABLE = '{"__type":"com.amazon.coral.service#SerializationException"}';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html; recorded by mhart/dynalite. */
test('an operation that is not there, and none at all', () =>
  refuses([
    ['an unknown operation', dynamodb('Nope', '{}'), 400, UNKNOWN],
    ['another API', { service: 'dynamodb', headers: jsonCall('Foo_1.PutItem'), body: '{}' }, 400, UNKNOWN],
    ['no target', { service: 'dynamodb', headers: JSON_1_0, body: '{}' }, 400, UNKNOWN],
    ['an empty target', { service: 'dynamodb', headers: jsonCall(''), body: '{}' }, 400, UNKNOWN],
    ['a prototype', dynamodb('__proto__', '{}'), 400, UNKNOWN],
    ['SQS', sqs('Nope', '{}'), 400, UNKNOWN],
    ['Logs', logs('Nope', '{}'), 400, '{"__type":"UnknownOperationException"}'],
    [
      'another method',
      { service: 'dynamodb', method: 'GET', headers: jsonCall('DynamoDB_20120810.ListTables') },
      404,
      '<UnknownOperationException/>\n',
    ],
    [
      'another content type',
      {
        ...dynamodb('ListTables', '{}'),
        headers: { ...jsonCall('DynamoDB_20120810.ListTables'), 'content-type': 'text/plain' },
      },
      404,
      '<UnknownOperationException/>\n',
    ],
  ]));

test('what is not JSON', () =>
  refuses(
    [
      ['nothing', ''],
      ['half of it', '{"TableName":"items"'],
      ['two of it', '{}{}'],
      ['text', '"items"'],
      ['null', 'null'],
      ['a comma too many', '{"TableName":"items",}'],
      [
        'bytes that are no UTF-8',
        Buffer.concat([Buffer.from('{"TableName":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      ],
      ['a byte order mark', '\uFEFF{}'],
      ['a number with a plus', '{"Limit":+1}'],
    ].map(([what, body]) => [String(what), dynamodb('Scan', body!), 400, NOT_SERIALIZABLE] as const),
  ));

test('a document that is nested without end', () => {
  const deep = (open: string, close: string) => open.repeat(50_000) + close.repeat(50_000);
  return refuses([
    ['in a list', dynamodb('Scan', deep('[', ']')), 400, /SerializationException/],
    [
      'in an attribute',
      dynamodb(
        'PutItem',
        `{"TableName":"items","Item":{"id":{"S":"x"},"a":${deep('{"L":[', ']}').replace('[]', '[{"S":"x"}]')}}}`,
      ),
      400,
      /SerializationException|Nesting Levels have exceeded supported limits/,
    ],
    [
      'where nobody looks',
      sqs('SendMessage', `{"Nope":${deep('{"a":', '}').replace(':}', ':1}')}}`),
      400,
      /MissingParameter|MissingRequiredParameter/,
    ],
  ]);
});

test('values of the wrong type', () =>
  refuses([
    [
      'a number for text',
      dynamodb('Scan', '{"TableName":7}'),
      400,
      /SerializationException","Message":"NUMBER_VALUE cannot be converted to String"/,
    ],
    [
      'text for a number',
      dynamodb('Scan', '{"TableName":"items","Limit":"7"}'),
      400,
      /STRING_VALUE cannot be converted to Integer/,
    ],
    ['a list for a structure', dynamodb('PutItem', '[]'), 400, /Unrecognized collection type class/],
    [
      'an object for a list',
      sqs('ReceiveMessage', '{"QueueUrl":"x","AttributeNames":{}}'),
      400,
      /Start of structure or map found where not expected\./,
    ],
    [
      'a list for text',
      sqs('SendMessage', '{"QueueUrl":[]}'),
      400,
      /"Message":"Start of list found where not expected"/,
    ],
    [
      'base64 that is none',
      dynamodb('PutItem', '{"TableName":"items","Item":{"id":{"B":"!!!!"}}}'),
      400,
      /SerializationException","Message":".*Base64/,
    ],
    [
      'a boolean for a time',
      logs('FilterLogEvents', '{"logGroupName":"g","startTime":true}'),
      400,
      /TRUE_VALUE can not be converted to a Long/,
    ],
  ]));

test('members that are missing, empty or too large', () =>
  refuses([
    [
      'none of those that must be there',
      dynamodb('PutItem', '{}'),
      400,
      '{"__type":"com.amazon.coral.validate#ValidationException","message":"2 validation errors detected: Value null at \'tableName\' failed to satisfy constraint: Member must not be null; Value null at \'item\' failed to satisfy constraint: Member must not be null"}',
    ],
    ['null', dynamodb('Scan', '{"TableName":null}'), 400, /Value null at 'tableName'/],
    [
      'SQS says it otherwise',
      sqs('SendMessage', '{"MessageBody":"x"}'),
      400,
      /The request must contain the parameter QueueUrl\./,
    ],
    ['Logs too', logs('CreateLogGroup', '{}'), 400, /InvalidParameterException.*Value null at 'logGroupName'/],
    ['a number beyond all', dynamodb('Scan', '{"TableName":"items","Limit":1e400}'), 400, NOT_SERIALIZABLE],
    ['below all', dynamodb('Scan', '{"TableName":"items","Limit":-1e400}'), 400, NOT_SERIALIZABLE],
    [
      'a number of 39 digits',
      dynamodb('PutItem', `{"TableName":"items","Item":{"id":{"S":"x"},"n":{"N":"1${'0'.repeat(37)}1"}}}`),
      400,
      /Attempting to store more than 38 significant digits in a Number/,
    ],
    [
      'a number of 126 digits',
      dynamodb('PutItem', '{"TableName":"items","Item":{"id":{"S":"x"},"n":{"N":"1e126"}}}'),
      400,
      /Number overflow\. Attempting to store a number with magnitude larger than supported range/,
    ],
    [
      'a time beyond all',
      logs('FilterLogEvents', '{"logGroupName":"g","startTime":1e400}'),
      400,
      '{"__type":"SerializationException"}',
    ],
    [
      'a wait beyond all',
      sqs('ReceiveMessage', '{"QueueUrl":"http://x/000000000000/orders","WaitTimeSeconds":2147483649}'),
      400,
      /SerializationException/,
    ],
  ]));

test('members that nobody knows are ignored, and of two of the same name the later counts', async () => {
  await using cloud = await testCloud();
  await furnish(cloud);
  const put = await post(
    cloud,
    dynamodb('PutItem', '{"TableName":"items","Nope":{"a":[1]},"Item":{"id":{"S":"a"}},"Item":{"id":{"S":"b"}}}'),
  );
  expect(put).toMatchObject({ status: 200 });
  const client = cloud.client(DynamoDBClient);
  const get = (S: string) => client.send(new GetItemCommand({ TableName: 'items', Key: { id: { S } } }));
  expect((await get('a')).Item).toBeUndefined();
  expect((await get('b')).Item).toEqual({ id: { S: 'b' } });
});

test('names that JavaScript has for itself are names like any other', async () => {
  await using cloud = await testCloud();
  await furnish(cloud);
  const item = '{"id":{"S":"x"},"__proto__":{"S":"y"},"constructor":{"M":{"__proto__":{"NULL":true}}}}';
  await post(cloud, dynamodb('PutItem', `{"TableName":"items","Item":${item}}`));
  const { text } = await post(cloud, dynamodb('GetItem', '{"TableName":"items","Key":{"id":{"S":"x"}}}'));
  expect(text).toContain('"__proto__":{"S":"y"}');
  expect(text).toContain('"__proto__":{"NULL":true}');
});
