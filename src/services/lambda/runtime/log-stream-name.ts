import type { Host } from '../../../kernel/context.ts';

/** `2026/11/21/[$LATEST]5f1c…`: one stream for each environment, as on AWS. */
export function logStreamName({ clock, random }: Pick<Host, 'clock' | 'random'>, version: string): string {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${random.string(32, '0123456789abcdef')}`;
}
