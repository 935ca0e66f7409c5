import { EXIT, UserError, type Command } from '../command.ts';
import { control, endpointOptions, endpointUsage, toEndpoint } from '../instance.ts';
import { print } from '../terminal.ts';

export const resetCommand: Command = {
  summary: 'delete everything in the running cloud',
  usage: `Usage: cirro reset --yes [--port N]\n\n  --yes            without it nothing is deleted\n${endpointUsage}`,
  options: { ...endpointOptions, yes: { type: 'boolean', short: 'y' } },
  async run(_args, options) {
    const endpoint = toEndpoint(options);
    if (!options['yes']) {
      throw new UserError(`this deletes all that ${endpoint} holds. Say 'cirro reset --yes' to do it.`, EXIT.usage);
    }
    await control(endpoint, 'POST', 'reset');
    print(`${endpoint} is empty`);
    return EXIT.ok;
  },
};
