import type { Health } from '../../inspect/health.ts';
import { EXIT, type Command } from '../command.ts';
import { control, endpointOptions, endpointUsage, toEndpoint } from '../instance.ts';
import { paint, print, toTable } from '../terminal.ts';

export const statusCommand: Command = {
  summary: 'say whether a cloud runs, and what it holds',
  usage: `Usage: cirro status [--port N]\n\n${endpointUsage}\n\nExit code 3 when none answers.`,
  options: endpointOptions,
  async run(_args, options) {
    const endpoint = toEndpoint(options);
    const health = (await control(endpoint, 'GET', 'health')) as Health;
    print(
      toTable([
        ['endpoint', endpoint],
        ['version', health.version],
        ['state', health.ready ? paint('green', 'ready') : 'starting'],
        ['data', health.data],
        ['clock', `${health.clock}, ${health.now}`],
        ['services', Object.keys(health.services).join(', ')],
      ]),
    );
    return EXIT.ok;
  },
};
