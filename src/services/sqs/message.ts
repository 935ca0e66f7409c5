import type { BodyJson } from './message-body.ts';

/** What a sender gave, and what does not depend on where and when it lies in a queue. */
export interface Content {
  readonly messageId: string;
  readonly bodyJson: BodyJson;
  readonly bodyMd5: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly senderId: string;
  readonly groupId?: string | undefined;
  readonly traceHeader?: string | undefined;
  readonly deadLetterSourceArn?: string | undefined;
  /** What it went through in the queue it was dead-lettered from; AWS goes on counting. */
  readonly earlierReceives?: number | undefined;
  readonly firstReceivedAt?: number | undefined;
}

/** Nothing of it ever changes: it is written once, read at each receive, deleted once. */
export interface Message extends Content {
  readonly queueId: string;
  /** The order of arrival from 1 upwards; from -1 downwards for messages sent with a delay. */
  readonly number: number;
  /** The number of the first message in the row that it lies in, and how many lie there. */
  readonly parcel: number;
  readonly parcelSize: number;
  readonly sentAt: number;
  /** When it came into this queue: later than `sentAt` for one that was dead-lettered. */
  readonly arrivedAt: number;
}

export interface MessageAttribute {
  readonly dataType: string;
  /** Text of a String or Number, bytes of a Binary in base64. */
  readonly value: string;
}
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** Where a message that is not there for every receiver stands: delayed, in flight, or back again since `visibleAt`. */
export interface HiddenMessage {
  readonly queueId: string;
  readonly visibleAt: number;
  /** The row it shares with those that were hidden with it. */
  readonly group: number;
  readonly number: number;
  readonly parcel: number;
  readonly parcelSize: number;
  /** Receives in this queue; none yet for a delayed message. */
  readonly receiveCount: number;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receivedAt: number;
  /** Above 0 if a receipt handle may name an earlier `visibleAt`: then a row of `moves` knows the present one. */
  readonly moves: number;
}

/** Leads an older receipt handle to where its message stands now. */
export interface Move {
  readonly queueId: string;
  readonly number: number;
  readonly visibleAt: number;
  readonly group: number;
}

export const isDelayed = (message: Pick<HiddenMessage, 'receiveCount'>) => message.receiveCount === 0;

export const isExpired = (message: Pick<Message, 'sentAt'>, retentionSeconds: number, now: number) =>
  message.sentAt + retentionSeconds * 1000 <= now;
