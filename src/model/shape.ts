/** What the SDK's schemas say of a member or a shape beyond its type. The names are the SDK's own. */
export interface Traits {
  readonly jsonName?: string;
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
  readonly xmlAttribute?: unknown;
  /** Prefix and URI; without a prefix the first is empty. */
  readonly xmlNamespace?: readonly [prefix: string, uri: string];
  readonly sparse?: unknown;
  readonly streaming?: unknown;
  readonly http?: readonly [method: string, uri: string, status: number];
  readonly httpLabel?: unknown;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpQuery?: string;
  readonly httpQueryParams?: unknown;
  readonly httpPayload?: unknown;
  readonly httpResponseCode?: unknown;
  readonly eventHeader?: unknown;
  readonly eventPayload?: unknown;
  readonly mediaType?: string;
  readonly idempotencyToken?: unknown;
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

export type Shape = StructureShape | ListShape | MapShape | TimestampShape | SimpleShape;

export interface SimpleShape {
  readonly type: 'string' | 'number' | 'boolean' | 'blob' | 'bigInteger' | 'bigDecimal' | 'document' | 'unit';
}

interface TimestampShape {
  readonly type: 'timestamp';
  /** Absent: as the protocol has it at this place. */
  readonly format: TimestampFormat | undefined;
}

export interface ListShape {
  readonly type: 'list';
  readonly member: Member;
}

export interface MapShape {
  readonly type: 'map';
  readonly key: Member;
  readonly value: Member;
}

export interface StructureShape {
  readonly type: 'structure';
  readonly name: string;
  readonly isUnion: boolean;
  readonly traits: Traits;
  /** In the schema's order: required members first. */
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
}

/** A member of a structure, or the element, key or value of a collection. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** The target shape's own traits, overlaid with the member's. */
  readonly traits: Traits;
  /** The traits written at this place alone: an XML name of the target does not rename the member. */
  readonly memberTraits: Traits;
  readonly required: boolean;
}

export const UNIT: StructureShape = {
  type: 'structure',
  name: 'Unit',
  isUnion: false,
  traits: {},
  members: [],
  byName: new Map(),
};
