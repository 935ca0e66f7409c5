import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { invalidParameterValue, listValuesNotSupported } from './errors.ts';
import { MAX_ATTRIBUTE_NAME_BYTES, MAX_ATTRIBUTE_TYPE_BYTES, MAX_MESSAGE_ATTRIBUTES } from './limits.ts';
import { findForbiddenCharacter } from './message-body.ts';
import type { MessageAttribute, MessageAttributes } from './message.ts';

type Inputs = Readonly<Record<string, MessageAttributeValue>>;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NAME = /^[A-Za-z0-9_.-]+$/;

/** What the sender said of the message, checked: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export function checkAttributes(inputs: Inputs | undefined): MessageAttributes | undefined {
  const entries = Object.entries(inputs ?? {});
  if (entries.length === 0) return undefined;
  if (entries.length > MAX_MESSAGE_ATTRIBUTES) {
    throw invalidParameterValue(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MAX_MESSAGE_ATTRIBUTES}].`,
    );
  }
  return Object.fromEntries(
    entries.map(([name, input]) => {
      checkName(name);
      return [name, checkValue(name, input)];
    }),
  );
}

/** The only one there is: the X-Ray header, which does not count towards the message's size. */
export function checkSystemAttributes(inputs: Inputs | undefined): MessageAttributes | undefined {
  const entries = Object.entries(inputs ?? {});
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([name, input]) => {
      if (name !== 'AWSTraceHeader') throw invalidParameterValue(`Message system attribute name '${name}' is invalid.`);
      return [name, checkValue(name, input)];
    }),
  );
}

export function sizeOfAttributes(attributes: MessageAttributes | undefined): number {
  let size = 0;
  for (const [name, { dataType, value }] of Object.entries(attributes ?? {}))
    size += Buffer.byteLength(name) + Buffer.byteLength(dataType) + toBytes(dataType, value).length;
  return size;
}

export const isBinary = (dataType: string) => dataType === 'Binary' || dataType.startsWith('Binary.');

export const toBytes = (dataType: string, value: string) => Buffer.from(value, isBinary(dataType) ? 'base64' : 'utf8');

function checkName(name: string): void {
  if (name === '') throw invalidParameterValue('The request must contain non-empty message (user) attribute names.');
  if (Buffer.byteLength(name) > MAX_ATTRIBUTE_NAME_BYTES)
    throw invalidParameterValue(
      `Message (user) attribute name must be shorter than ${MAX_ATTRIBUTE_NAME_BYTES} bytes.`,
    );
  if (!NAME.test(name)) {
    throw invalidParameterValue(
      'Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ',
    );
  }
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalidParameterValue(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.",
    );
  }
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..')) {
    throw invalidParameterValue(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. " +
        "These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
  }
}

function checkValue(name: string, input: MessageAttributeValue): MessageAttribute {
  const { DataType: dataType, StringValue, BinaryValue, StringListValues, BinaryListValues } = input;
  if ((StringListValues?.length ?? 0) + (BinaryListValues?.length ?? 0) > 0) throw listValuesNotSupported();
  if (!dataType) {
    throw invalidParameterValue(
      StringValue === undefined && BinaryValue === undefined
        ? `The message (user) attribute '${name}' must contain a non-empty message attribute value.`
        : `The message (user) attribute '${name}' must contain a non-empty message attribute type.`,
    );
  }
  if (Buffer.byteLength(dataType) > MAX_ATTRIBUTE_TYPE_BYTES)
    throw invalidParameterValue(
      `Message (user) attribute type must be shorter than ${MAX_ATTRIBUTE_TYPE_BYTES} bytes.`,
    );

  const kind = dataType.split('.', 1)[0];
  if (kind === 'Binary') {
    if (!BinaryValue?.length) throw emptyValue(name, kind);
    return { dataType, value: Buffer.from(BinaryValue).toString('base64') };
  }
  if (kind === 'String' || kind === 'Number') return { dataType, value: checkText(name, kind, StringValue) };
  throw invalidParameterValue(
    `The type of message (user) attribute '${name}' is invalid. ` +
      'You must use only the following supported type prefixes: Binary, Number, String.',
  );
}

function checkText(name: string, kind: 'String' | 'Number', text: string | undefined): string {
  if (text === undefined || text === '') throw emptyValue(name, kind);
  if (kind === 'Number' && !NUMBER.test(text))
    throw invalidParameterValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  const forbidden = findForbiddenCharacter(text);
  if (forbidden !== undefined) {
    throw invalidParameterValue(
      `Invalid binary character '${forbidden}' was found in the message attribute '${name}' value, the set of allowed ` +
        'characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]',
    );
  }
  return text;
}

const emptyValue = (name: string, kind: string) =>
  invalidParameterValue(`Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);
