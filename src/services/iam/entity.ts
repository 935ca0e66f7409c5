import type { Context } from '../../kernel/context.ts';
import type { Random } from '../../kernel/random.ts';
import { formatArn } from '../../lib/arn.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export type IdPrefix = 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AIPA';

/** What users, roles, groups, policies and instance profiles have in common. */
export interface Entity {
  readonly accountId: string;
  readonly path: string;
  readonly createdAt: number;
}

export interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

const ID_CHARACTERS = 17;

export const newId = (random: Random, prefix: IdPrefix): string => prefix + random.string(ID_CHARACTERS);

/** `arn:aws:iam::123456789012:role/path/name` */
export const toArn = ({ accountId, path }: Pick<Entity, 'accountId' | 'path'>, type: string, name: string): string =>
  formatArn({ service: 'iam', region: '', accountId, resource: `${type}${path}${name}` });

/** Names are kept as written, but two that differ in case only are the same. */
export const nameKey = (name: string): string => name.toLowerCase();

/** IAM is global: its rows and its lane are an account's, whatever the region. */
export const accountLane = (ctx: Pick<Context, 'accountId'>) => ['iam', ctx.accountId];

/** IAM tells the time in whole seconds. */
export const toDate = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
