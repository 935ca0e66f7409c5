import type { ServiceName } from '../src/kernel/clients.ts';
import { registry } from '../src/services/registry.ts';

/** `docs/coverage.md`, from the manifests: every operation of every API, and whether Cirro has it. */
export async function renderCoverage(): Promise<string> {
  const services = await Promise.all((Object.keys(registry) as ServiceName[]).map(readService));
  const rows = services.map(
    ({ name, supported, unsupported }) =>
      `| [${name}](#${name}) | ${supported.length} | ${supported.length + unsupported.length} |`,
  );
  const sections = services.map(({ name, folder, supported, unsupported }) =>
    [
      `## ${name}`,
      '',
      `[What differs from AWS](../src/services/${folder}/README.md)`,
      '',
      `Here: ${supported.join(', ')}.`,
      ...(unsupported.length > 0 ? ['', `Not yet, answers 501: ${unsupported.join(', ')}.`] : []),
    ].join('\n'),
  );
  return [
    '# Coverage',
    '',
    'Printed from the services’ manifests by `npm run generate`. An operation that is not here yet answers HTTP 501 and says so.',
    '',
    '| service | operations here | of |',
    '|---|---:|---:|',
    ...rows,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

async function readService(name: ServiceName) {
  const { folder = name, load } = registry[name];
  const { service } = await load();
  const operations = Object.entries(service.operations);
  const names = (isSupported: boolean) =>
    operations
      .filter(([, handler]) => (handler !== 'unsupported') === isSupported)
      .map(([operation]) => operation)
      .sort();
  return { name, folder, supported: names(true), unsupported: names(false) };
}
