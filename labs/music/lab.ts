import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
  type AttributeValue,
  type QueryCommandOutput,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { ifPresent } from '../clean-up.ts';
import type { Lab, LabEnvironment } from '../lab.ts';
import { toLines } from '../report.ts';

/** What a read found, and how many items DynamoDB looked at for it. */
export interface Read {
  readonly songs: readonly string[];
  readonly lookedAt: number;
}

export interface MusicResult {
  readonly status: string;
  /** Each song with the names of its attributes beside the key. */
  readonly added: Readonly<Record<string, readonly string[]>>;
  readonly edited: { readonly before: string; readonly after: string };
  readonly query: Read;
  readonly scan: Read;
  readonly isDeleted: boolean;
}

const TableName = 'Music';
const STEPS = 6;
const WAIT = { maxWaitTime: 30, minDelay: 0.1 };

type Item = Readonly<Record<string, AttributeValue>>;

/** Only the key is given; beside it, each item has the attributes that it needs. */
const SONGS: readonly Item[] = [
  { Artist: { S: 'Pink Floyd' }, Song: { S: 'Money' }, Album: { S: 'The Dark Side of the Moon' }, Year: { N: '1973' } },
  {
    Artist: { S: 'John Lennon' },
    Song: { S: 'Imagine' },
    Album: { S: 'Imagine' },
    Year: { N: '1971' },
    Genre: { S: 'Soft rock' },
  },
  {
    Artist: { S: 'Psy' },
    Song: { S: 'Gangnam Style' },
    Album: { S: 'Psy 6 (Six Rules), Part 1' },
    Year: { N: '2011' },
    LengthSeconds: { N: '219' },
  },
];
const GANGNAM_STYLE = { Artist: { S: 'Psy' }, Song: { S: 'Gangnam Style' } };

export const musicLab: Lab<MusicResult> = {
  name: 'music',
  summary: 'a music library in a table: flexible items, an edit, a query, a scan with a filter',
  names: { tables: [TableName] },
  run: runMusic,
  report: toReport,
  cleanUp: async (environment) => {
    const dynamodb = new DynamoDBClient(environment.client);
    await ifPresent(() => dynamodb.send(new DeleteTableCommand({ TableName })));
  },
};

async function runMusic(environment: LabEnvironment): Promise<MusicResult> {
  const dynamodb = new DynamoDBClient(environment.client);
  environment.progress(0, STEPS, 'creating the table');
  const status = await createTable(dynamodb);
  environment.progress(1, STEPS, 'adding three songs');
  const added = await addSongs(dynamodb);
  environment.progress(2, STEPS, 'mending a year');
  const edited = await editYear(dynamodb);
  environment.progress(3, STEPS, 'asking by key');
  const query = await queryByKey(dynamodb);
  environment.progress(4, STEPS, 'looking through the table');
  const scan = await scanByYear(dynamodb);
  environment.progress(5, STEPS, 'deleting the table');
  const isDeleted = await deleteTable(dynamodb);
  environment.progress(STEPS, STEPS, 'done');
  return { status, added, edited, query, scan, isDeleted };
}

async function createTable(dynamodb: DynamoDBClient): Promise<string> {
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
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    }),
  );
  const { reason } = await waitUntilTableExists({ client: dynamodb, ...WAIT }, { TableName });
  return (reason as { Table: { TableStatus: string } }).Table.TableStatus;
}

/** Puts each song and reads it again: what is told is what the table holds. */
async function addSongs(dynamodb: DynamoDBClient): Promise<Record<string, readonly string[]>> {
  const added: Record<string, readonly string[]> = {};
  for (const song of SONGS) {
    await dynamodb.send(new PutItemCommand({ TableName, Item: song }));
    const Key = { Artist: song['Artist']!, Song: song['Song']! };
    const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    added[song['Song']!.S!] = Object.keys(Item).filter((name) => !(name in Key));
  }
  return added;
}

async function editYear(dynamodb: DynamoDBClient): Promise<MusicResult['edited']> {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key: GANGNAM_STYLE,
      UpdateExpression: 'SET #year = :year',
      // YEAR is one of DynamoDB's reserved words.
      ExpressionAttributeNames: { '#year': 'Year' },
      ExpressionAttributeValues: { ':year': { N: '2012' } },
      ReturnValues: 'UPDATED_OLD',
    }),
  );
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: GANGNAM_STYLE, ConsistentRead: true }));
  return { before: Attributes!['Year']!.N!, after: Item!['Year']!.N! };
}

async function queryByKey(dynamodb: DynamoDBClient): Promise<Read> {
  return toRead(
    await dynamodb.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'Artist = :artist AND Song = :song',
        ExpressionAttributeValues: { ':artist': GANGNAM_STYLE.Artist, ':song': GANGNAM_STYLE.Song },
      }),
    ),
  );
}

async function scanByYear(dynamodb: DynamoDBClient): Promise<Read> {
  return toRead(
    await dynamodb.send(
      new ScanCommand({
        TableName,
        FilterExpression: '#year = :year',
        ExpressionAttributeNames: { '#year': 'Year' },
        ExpressionAttributeValues: { ':year': { N: '1971' } },
      }),
    ),
  );
}

const toRead = ({ Items, ScannedCount }: QueryCommandOutput | ScanCommandOutput): Read => ({
  songs: (Items ?? []).map((item) => item['Song']!.S!),
  lookedAt: ScannedCount!,
});

async function deleteTable(dynamodb: DynamoDBClient): Promise<boolean> {
  await dynamodb.send(new DeleteTableCommand({ TableName }));
  const { state } = await waitUntilTableNotExists({ client: dynamodb, ...WAIT }, { TableName });
  return state === 'SUCCESS';
}

function toReport(result: MusicResult): { text: string; addsUp: boolean } {
  const { status, added, edited, query, scan, isDeleted } = result;
  const songs = Object.entries(added);
  const addsUp =
    status === 'ACTIVE' &&
    songs.length === SONGS.length &&
    SONGS.every((song) => added[song['Song']!.S!]?.length === Object.keys(song).length - 2) &&
    edited.before === '2011' &&
    edited.after === '2012' &&
    isRead(query, 'Gangnam Style', 1) &&
    isRead(scan, 'Imagine', SONGS.length) &&
    isDeleted;
  const table = toLines([
    ['create the table', `Music, by Artist and Song: ${status}`],
    ...songs.map(([song, names]) => ['add a song', `${song}, with ${names.toSorted().join(', ')}`] as const),
    ['edit an item', `the Year of Gangnam Style: ${edited.before} -> ${edited.after}`],
    ['query by key', `${tell(query)}: a query goes straight to its items`],
    ['scan with a filter', `${tell(scan)}: a scan looks at every item`],
    ['delete the table', isDeleted ? 'it is gone' : 'it is still there'],
  ]);
  const verdict = addsUp
    ? `The query looked at ${query.lookedAt} of ${songs.length} items, the scan at all ${scan.lookedAt}: it adds up.`
    : 'That is not what this lab is about to show.';
  return { text: `${table}\n${verdict}`, addsUp };
}

const isRead = ({ songs, lookedAt }: Read, song: string, expected: number) =>
  songs.length === 1 && songs[0] === song && lookedAt === expected;

const tell = ({ songs, lookedAt }: Read) => `found ${songs.join(', ') || 'nothing'}, looked at ${lookedAt}`;
