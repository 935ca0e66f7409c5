import { hash } from 'node:crypto';
import type { AttributeValue, _Record } from '@aws-sdk/client-dynamodb-streams';
import type { StoredItem } from '../stored-item.ts';
import type { Context } from './api.ts';
import { toSequenceNumber } from './position.ts';
import type { PlacedRecord } from './reading.ts';
import { recordSizeBytes } from './stored-record.ts';
import type { Stream } from './stream.ts';

/** As GetRecords shows it: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
export function toOutputRecord(ctx: Context, stream: Stream, { position, record }: PlacedRecord): _Record {
  const SequenceNumber = toSequenceNumber(position);
  return {
    // The same record has the same id for all its readers.
    eventID: hash('md5', `${stream.tableId}/${stream.label}/${SequenceNumber}`, 'hex'),
    eventName: record.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: stream.region,
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(record.at / 1000) * 1000),
      Keys: toImage(ctx, record.keys),
      ...(record.newImage ? { NewImage: toImage(ctx, record.newImage) } : {}),
      ...(record.oldImage ? { OldImage: toImage(ctx, record.oldImage) } : {}),
      SequenceNumber,
      SizeBytes: recordSizeBytes(record),
      StreamViewType: stream.viewType,
    },
    ...(record.isExpiry ? { userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } } : {}),
  };
}

/** On the wire an image is its stored text, which nobody needs to parse. */
const toImage = (ctx: Context, stored: StoredItem): Record<string, AttributeValue> =>
  // The serializer takes RawJson in the place of any value, and what is stored is a valid item of the API.
  (ctx.protocol === 'awsJson1_0' ? stored.json : stored.item) as unknown as Record<string, AttributeValue>;
