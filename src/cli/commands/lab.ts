import { findExisting } from '../../../labs/existing.ts';
import type { Lab, LabEnvironment } from '../../../labs/lab.ts';
import { musicLab } from '../../../labs/music/lab.ts';
import { ordersLab } from '../../../labs/orders/lab.ts';
import { tasksLab } from '../../../labs/tasks/lab.ts';
import { SystemClock } from '../../kernel/clock.ts';
import { EXIT, UserError, type Command } from '../command.ts';
import { control, endpointOptions, endpointUsage, isRunning, toEndpoint } from '../instance.ts';
import { print, ProgressBar, toTable } from '../terminal.ts';
import { clientEnvironment } from './env.ts';

const labs: readonly Lab[] = [musicLab, ordersLab, tasksLab];

export const labCommand: Command = {
  summary: 'run one of the labs from start to end, and clean up',
  usage: `Usage: cirro lab                  list the labs
       cirro lab <name>           run one

It runs on the cloud that is running, in real time; where none is, on one of its own
in memory, whose virtual clock makes minutes pass at once.

  --keep           leave what the lab made, to look at it
${endpointUsage}`,
  options: { ...endpointOptions, keep: { type: 'boolean' } },
  async run([name], options) {
    if (name === undefined) {
      print(toTable(labs.map((lab) => [lab.name, lab.summary])));
      return EXIT.ok;
    }
    const lab = labs.find((one) => one.name === name);
    if (!lab) throw new UserError(`there is no lab '${name}'. 'cirro lab' lists them.`, EXIT.usage);
    const endpoint = toEndpoint(options);
    if (await isRunning(endpoint)) return runLab(lab, endpoint, options['keep'] === true);
    if (options['keep'])
      throw new UserError(`--keep needs a running cloud; none answers at ${endpoint}.`, EXIT.notRunning);
    return runAlone(lab);
  },
};

async function runAlone(lab: Lab): Promise<number> {
  const { createCloud } = await import('../../cloud.ts');
  await using cloud = await createCloud({ clock: 'virtual' });
  // Awaited here, or the cloud would be closed before the lab has run.
  return await runLab(lab, cloud.endpoint, false);
}

async function runLab(lab: Lab, endpoint: string, keep: boolean): Promise<number> {
  const bar = new ProgressBar();
  const environment = await toEnvironment(endpoint, bar);
  const existing = await findExisting(environment, lab.names);
  if (existing.length > 0) {
    throw new UserError(
      `the cloud at ${endpoint} already holds parts of this lab: ${existing.join(', ')}. Nothing was made or changed.`,
    );
  }
  try {
    const result = await lab.run(environment);
    bar.end();
    const { text, addsUp } = lab.report(result);
    print(text);
    return addsUp ? EXIT.ok : EXIT.failed;
  } catch (error) {
    bar.end();
    throw error;
  } finally {
    if (!keep) await lab.cleanUp(environment);
  }
}

async function toEnvironment(endpoint: string, bar: ProgressBar): Promise<LabEnvironment> {
  const { clock } = (await control(endpoint, 'GET', 'health')) as { clock: 'system' | 'virtual' };
  const system = new SystemClock();
  const variables = clientEnvironment(endpoint);
  return {
    client: {
      endpoint,
      region: variables['AWS_DEFAULT_REGION']!,
      credentials: {
        accessKeyId: variables['AWS_ACCESS_KEY_ID']!,
        secretAccessKey: variables['AWS_SECRET_ACCESS_KEY']!,
      },
    },
    async pass(milliseconds) {
      if (clock === 'virtual') await control(endpoint, 'POST', 'clock', { advance: { milliseconds } });
      else await system.sleepUntil(system.now() + milliseconds);
    },
    progress: (done, total, label) => bar.update(done, total, label),
  };
}
