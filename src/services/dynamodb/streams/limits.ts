/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html: records are kept for 24 hours. */
export const RETENTION_MS = 24 * 60 * 60 * 1000;

/** How long a shard takes records before its child does; AWS rolls its shards about every four hours. */
export const SHARD_LIFE_MS = 4 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const ITERATOR_LIFE_MS = 15 * 60 * 1000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const MAX_RECORDS = 1000;
export const MAX_RECORDS_BYTES = 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const MAX_SHARDS = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const MAX_STREAMS = 100;

/** Records that one transaction trims. */
export const TRIM_CHUNK_RECORDS = 500;
