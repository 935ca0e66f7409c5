import type { LogGroupClass, LogGroup as LogGroupShape } from '@aws-sdk/client-cloudwatch-logs';
import { nameTooLong } from './errors.ts';
import { MAX_NAME_LENGTH } from './limits.ts';

export interface LogGroup {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Tells a group from one of the same name that was deleted before. */
  readonly groupId: string;
  readonly createdAt: number;
  readonly logGroupClass: LogGroupClass;
  readonly retentionInDays?: number;
  readonly deletionProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export type GroupIdentity = Pick<LogGroup, 'accountId' | 'region' | 'name'>;

const DAY_MS = 24 * 60 * 60 * 1000;

export const toGroupArn = ({ accountId, region, name }: GroupIdentity): string =>
  `arn:aws:logs:${region}:${accountId}:log-group:${name}`;

/** Events before this instant are gone for readers, whether or not their rows are. */
export const retentionCutoff = (group: LogGroup, now: number): number =>
  group.retentionInDays === undefined ? 0 : now - group.retentionInDays * DAY_MS;

export function requireValidName(name: string): void {
  if (name.length > MAX_NAME_LENGTH) throw nameTooLong();
}

/** As DescribeLogGroups shows it; with a name pattern AWS leaves the last two members out. */
export const toShape = (group: LogGroup, storedBytes: number): LogGroupShape => ({
  ...toShortShape(group),
  storedBytes,
  deletionProtectionEnabled: group.deletionProtected,
});

export const toShortShape = (group: LogGroup): LogGroupShape => ({
  logGroupName: group.name,
  creationTime: group.createdAt,
  ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
  metricFilterCount: 0,
  arn: `${toGroupArn(group)}:*`,
  logGroupClass: group.logGroupClass,
  logGroupArn: toGroupArn(group),
});
