import { EXIT, type Command } from '../command.ts';
import { control, endpointOptions, endpointUsage, toEndpoint } from '../instance.ts';
import { print } from '../terminal.ts';

export const stopCommand: Command = {
  summary: 'stop the running cloud; its state stays in the data folder',
  usage: `Usage: cirro stop [--port N]\n\n${endpointUsage}`,
  options: endpointOptions,
  async run(_args, options) {
    const endpoint = toEndpoint(options);
    await control(endpoint, 'POST', 'stop');
    print(`stopped ${endpoint}`);
    return EXIT.ok;
  },
};
