import type { Operation } from '../api.ts';
import { limitTooLarge } from '../errors.ts';
import { MAX_STREAMS } from '../limits.ts';
import { streams } from '../store.ts';
import { isGone, parseStreamArn, streamArn, type Stream } from '../stream.ts';

/**
 * Streams of a day ago are listed too, those of deleted tables as well.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html
 */
export const listStreams: Operation<'ListStreams'> = (ctx, input) => {
  const limit = input.Limit ?? MAX_STREAMS;
  if (limit > MAX_STREAMS) throw limitTooLarge(MAX_STREAMS);
  const start = input.ExclusiveStartStreamArn === undefined ? undefined : parseStreamArn(input.ExclusiveStartStreamArn);
  const place = [ctx.accountId, ctx.region];

  return ctx.read(async (from) => {
    const found: Stream[] = [];
    const rows = streams.scan(from, {
      prefix: input.TableName === undefined ? place : [...place, input.TableName],
      ...(start ? { gt: [...place, start.tableName, start.label] } : {}),
    });
    for await (const stream of rows) {
      if (found.length > limit) break;
      if (!isGone(stream, from.now)) found.push(stream);
    }
    const listed = found.slice(0, limit);
    const last = listed.at(-1);
    return {
      Streams: listed.map((stream) => ({
        StreamArn: streamArn(stream),
        TableName: stream.tableName,
        StreamLabel: stream.label,
      })),
      ...(found.length > limit && last ? { LastEvaluatedStreamArn: streamArn(last) } : {}),
    };
  });
};
