import { invalidAttributeValue, twoKindsOfEncryption, unknownAttribute } from './errors.ts';
import {
  MAX_DATA_KEY_REUSE_SECONDS,
  MAX_DELAY_SECONDS,
  MAX_MESSAGE_SIZE_BYTES,
  MAX_RETENTION_SECONDS,
  MAX_VISIBILITY_TIMEOUT_SECONDS,
  MAX_WAIT_SECONDS,
  MIN_DATA_KEY_REUSE_SECONDS,
  MIN_MESSAGE_SIZE_BYTES,
  MIN_RETENTION_SECONDS,
} from './limits.ts';
import type { QueueSettings, TextAttribute } from './queue.ts';
import { parseRedriveAllowPolicy } from './redrive-allow-policy.ts';
import { parseMap, parseRedrivePolicy } from './redrive-policy.ts';

/** Attribute names and values as callers write them; absent values are passed over. */
export type AttributeTexts = Readonly<Record<string, string | null | undefined>>;

type Setter = (settings: QueueSettings, text: string) => QueueSettings;
type NumberSetting = Exclude<keyof QueueSettings, 'redrivePolicy' | 'texts'>;

const DEFAULT_DATA_KEY_REUSE_SECONDS = '300';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const SETTERS: Readonly<Record<string, Setter>> = {
  VisibilityTimeout: wholeNumber('VisibilityTimeout', 'visibilityTimeoutSeconds', 0, MAX_VISIBILITY_TIMEOUT_SECONDS),
  MaximumMessageSize: wholeNumber(
    'MaximumMessageSize',
    'maximumMessageSizeBytes',
    MIN_MESSAGE_SIZE_BYTES,
    MAX_MESSAGE_SIZE_BYTES,
  ),
  MessageRetentionPeriod: wholeNumber(
    'MessageRetentionPeriod',
    'retentionSeconds',
    MIN_RETENTION_SECONDS,
    MAX_RETENTION_SECONDS,
  ),
  DelaySeconds: wholeNumber('DelaySeconds', 'delaySeconds', 0, MAX_DELAY_SECONDS),
  ReceiveMessageWaitTimeSeconds: wholeNumber('ReceiveMessageWaitTimeSeconds', 'waitSeconds', 0, MAX_WAIT_SECONDS),
  RedrivePolicy: (settings, text) => ({ ...settings, redrivePolicy: parseRedrivePolicy(text) }),
  RedriveAllowPolicy: (settings, text) => {
    parseRedriveAllowPolicy(text);
    return withText(settings, 'RedriveAllowPolicy', text);
  },
  Policy: (settings, text) => {
    if (text !== '' && !parseMap(text)) throw invalidAttributeValue('Policy');
    return withText(settings, 'Policy', text);
  },
  KmsMasterKeyId: (settings, text) => {
    const keyed = withText(settings, 'KmsMasterKeyId', text);
    if (text === '') return withText(keyed, 'KmsDataKeyReusePeriodSeconds', '');
    const reuse = settings.texts.KmsDataKeyReusePeriodSeconds ?? DEFAULT_DATA_KEY_REUSE_SECONDS;
    return withText(withText(keyed, 'KmsDataKeyReusePeriodSeconds', reuse), 'SqsManagedSseEnabled', 'false');
  },
  KmsDataKeyReusePeriodSeconds: (settings, text) => {
    checkWhole('KmsDataKeyReusePeriodSeconds', text, MIN_DATA_KEY_REUSE_SECONDS, MAX_DATA_KEY_REUSE_SECONDS);
    return withText(settings, 'KmsDataKeyReusePeriodSeconds', text);
  },
  SqsManagedSseEnabled: (settings, text) => {
    if (text !== 'true' && text !== 'false') throw invalidAttributeValue('SqsManagedSseEnabled');
    if (text === 'false') return withText(settings, 'SqsManagedSseEnabled', text);
    return withText(
      withText(withText(settings, 'KmsMasterKeyId', ''), 'KmsDataKeyReusePeriodSeconds', ''),
      'SqsManagedSseEnabled',
      text,
    );
  },
};

/** The settings after SetQueueAttributes with `attributes`. */
export function applyAttributes(settings: QueueSettings, attributes: AttributeTexts): QueueSettings {
  if (attributes['KmsMasterKeyId'] && attributes['SqsManagedSseEnabled'] === 'true') throw twoKindsOfEncryption();
  let changed = settings;
  for (const [name, text] of Object.entries(attributes)) {
    const set = Object.hasOwn(SETTERS, name) ? SETTERS[name] : undefined;
    if (!set) throw unknownAttribute(name);
    if (text !== null && text !== undefined) changed = set(changed, text);
  }
  return changed;
}

function wholeNumber(attribute: string, setting: NumberSetting, least: number, most: number): Setter {
  return (settings, text) => ({ ...settings, [setting]: checkWhole(attribute, text, least, most) });
}

function checkWhole(attribute: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw invalidAttributeValue(attribute);
}

/** An empty text takes the attribute away. */
function withText(settings: QueueSettings, name: TextAttribute, text: string): QueueSettings {
  const { [name]: _, ...others } = settings.texts;
  return { ...settings, texts: text === '' ? others : { ...others, [name]: text } };
}
