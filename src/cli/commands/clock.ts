import { EXIT, UserError, type Command } from '../command.ts';
import { control, endpointOptions, endpointUsage, toEndpoint } from '../instance.ts';
import { print } from '../terminal.ts';

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `15m`, `1h30m`, `500ms`: milliseconds, or undefined when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * UNITS_MS[unit!]!,
    0,
  );
}

export const clockCommand: Command = {
  summary: 'show or move the virtual clock: clock advance 15m | skip | settle',
  usage: `Usage: cirro clock                  show the cloud's time
       cirro clock advance 1h30m    go on, doing all that falls due on the way
       cirro clock skip             jump to the next thing that is due
       cirro clock settle           wait until nothing runs and nothing is due

A clock can be moved only where the cloud was started with --clock virtual.

${endpointUsage}`,
  options: endpointOptions,
  async run([verb, amount], options) {
    const endpoint = toEndpoint(options);
    const { now } = (await (verb === undefined
      ? control(endpoint, 'GET', 'clock')
      : control(endpoint, 'POST', 'clock', toMove(verb, amount)))) as { now: string };
    print(now);
    return EXIT.ok;
  },
};

function toMove(verb: string, amount: string | undefined): object {
  if (verb === 'skip' || verb === 'settle') return { [verb]: true };
  const milliseconds = verb === 'advance' && amount !== undefined ? parseDuration(amount) : undefined;
  if (milliseconds !== undefined) return { advance: { milliseconds } };
  throw new UserError(`say 'clock advance 15m', 'clock skip' or 'clock settle'.`, EXIT.usage);
}
