import { validationException } from '../errors.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html; the words are recorded ones. */
const notInState = (problem: string) =>
  validationException(`Table is not in a valid state to enable Kinesis Streaming Destination: ${problem}`);

export const destinationInUse = () =>
  notInState('EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.');
export const destinationNotActive = () =>
  notInState('KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.');
export const cannotUpdateDestination = (tableName: string, streamArn: string) =>
  notInState(
    'Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. ' +
      `TableName: ${tableName}, kdsArn: ${streamArn}`,
  );
export const configurationRequired = () =>
  validationException(
    'Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values',
  );
export const configurationNotAllowed = () =>
  validationException('Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters');
