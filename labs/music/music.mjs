// The music lab as an application does it: with the AWS SDK and plain JavaScript values.
// Where the cloud is, and who is calling, it reads from the environment: eval "$(npx cirro env)"; node music.mjs
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const TableName = 'Music';
const dynamodb = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(dynamodb);

await dynamodb.send(
  new CreateTableCommand({
    TableName,
    KeySchema: [
      { AttributeName: 'Artist', KeyType: 'HASH' },
      { AttributeName: 'Song', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'Artist', AttributeType: 'S' },
      { AttributeName: 'Song', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60 }, { TableName });
console.log('created the table');

// Each item has the attributes that it needs; only the key is asked for.
const songs = [
  { Artist: 'Pink Floyd', Song: 'Money', Album: 'The Dark Side of the Moon', Year: 1973 },
  { Artist: 'John Lennon', Song: 'Imagine', Album: 'Imagine', Year: 1971, Genre: 'Soft rock' },
  { Artist: 'Psy', Song: 'Gangnam Style', Album: 'Psy 6 (Six Rules), Part 1', Year: 2011, LengthSeconds: 219 },
];
for (const Item of songs) {
  await documents.send(new PutCommand({ TableName, Item }));
  console.log(`added ${Item.Song} by ${Item.Artist}`);
}

// `Year` is one of DynamoDB's reserved words, so it goes by another name in expressions.
const edit = await documents.send(
  new UpdateCommand({
    TableName,
    Key: { Artist: 'Psy', Song: 'Gangnam Style' },
    UpdateExpression: 'SET #year = :year',
    ExpressionAttributeNames: { '#year': 'Year' },
    ExpressionAttributeValues: { ':year': 2012 },
    ReturnValues: 'ALL_NEW',
  }),
);
console.log(`edited Gangnam Style: its year is ${edit.Attributes.Year} now`);

const query = await documents.send(
  new QueryCommand({
    TableName,
    KeyConditionExpression: 'Artist = :artist AND Song = :song',
    ExpressionAttributeValues: { ':artist': 'Psy', ':song': 'Gangnam Style' },
  }),
);
console.log(`query found ${query.Items.map(({ Song }) => Song).join(', ')}, looked at ${query.ScannedCount}`);

const scan = await documents.send(
  new ScanCommand({
    TableName,
    FilterExpression: '#year = :year',
    ExpressionAttributeNames: { '#year': 'Year' },
    ExpressionAttributeValues: { ':year': 1971 },
  }),
);
console.log(`scan found ${scan.Items.map(({ Song }) => Song).join(', ')}, looked at ${scan.ScannedCount}`);

await dynamodb.send(new DeleteTableCommand({ TableName }));
await waitUntilTableNotExists({ client: dynamodb, maxWaitTime: 60 }, { TableName });
console.log('deleted the table');
