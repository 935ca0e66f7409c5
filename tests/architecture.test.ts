import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ServiceName } from '../src/kernel/clients.ts';
import { registry } from '../src/services/registry.ts';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** What each layer may import besides itself. `cloud` stands for the files directly in `src/`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  kernel: ['lib'],
  model: ['lib', 'kernel'],
  protocols: ['lib', 'kernel', 'model'],
  storage: ['lib', 'kernel'],
  auth: ['lib', 'kernel', 'storage'],
  services: ['lib', 'kernel', 'model', 'storage'],
  gateway: ['lib', 'kernel', 'model', 'protocols', 'auth', 'storage', 'services', 'inspect'],
  inspect: ['lib', 'kernel', 'storage', 'cloud'],
  cloud: ['lib', 'kernel', 'model', 'protocols', 'auth', 'storage', 'services', 'gateway', 'inspect'],
  cli: ['lib', 'kernel', 'storage', 'inspect', 'cloud', 'labs'],
};

/** ADR 2: interfaces that the layer on the left may name as types. */
const TYPES_OF = new Set(['storage/storage.ts', 'storage/blobs.ts', 'auth/principal.ts', 'cloud.ts']);
/** Pure rules that services share with the gateway: the policy language, and who is calling. */
const SHARED_RULES = ['auth/principal.ts', 'auth/iam/', 'auth/credentials.ts'];

const name = (file: string) => relative(src, file).split(sep).join('/');
const layerOf = (file: string) =>
  file.startsWith('../labs/') ? 'labs' : file.includes('/') ? file.split('/')[0]! : 'cloud';
const serviceOf = (file: string) => /^services\/([^/]+)\//.exec(file)?.[1];
const sentence = ({ from, to }: Import) => `${from} imports ${to}`;
const toKebab = (operation: string) =>
  operation
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

const imports = sourceFiles(src).flatMap(importsOf);

describe('layers', () => {
  test('a layer imports only what lies to its left', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(sentence)).toEqual([]);
  });

  test('no service imports another', () => {
    const crossing = imports.filter(({ from, to }) => {
      const [a, b] = [serviceOf(from), serviceOf(to)];
      return a !== undefined && b !== undefined && a !== b;
    });
    expect(crossing.map(sentence)).toEqual([]);
  });

  test('the SDK schemas are read behind src/model and src/protocols only', () => {
    const users = sourceFiles(src).filter((file) => /from '@(smithy|aws-sdk\/core)/.test(readFileSync(file, 'utf8')));
    expect(users.map(name).filter((file) => !/^(model|protocols)\//.test(file))).toEqual([]);
  });
});

describe.each(Object.keys(registry))('service %s', (service) => {
  const folder = join(src, 'services', registry[service as ServiceName].folder ?? service);

  test('has the files every service has', () => {
    const required = [
      'README.md',
      'index.ts',
      'api.ts',
      'constraints.ts',
      'authorization.ts',
      'errors.ts',
      'limits.ts',
      'store.ts',
    ];
    expect(required.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  test('links to the API reference that its operations name', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme).toMatch(/https:\/\/docs\.aws\.amazon\.com\/\S+\/(APIReference|api)\//);
  });

  test('has one file for each operation it implements, and an IAM question for each', async () => {
    const { service: definition } = await registry[service as ServiceName].load();
    const operations = Object.entries(definition.operations);
    const implemented = operations.filter(([, handler]) => handler !== 'unsupported').map(([operation]) => operation);
    expect(implemented.length).toBeGreaterThan(0);
    expect(implemented.filter((one) => !existsSync(join(folder, 'operations', `${toKebab(one)}.ts`)))).toEqual([]);
    expect(implemented.filter((one) => !(one in definition.authorization))).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(/^(import|export)\s+(type\s)?[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm);
  return [...statements].map(([, , type, path, dynamic]) => ({
    from: name(file),
    to: name(resolve(dirname(file), (path ?? dynamic)!)),
    typeOnly: type !== undefined,
  }));
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const [left, right] = [layerOf(from), layerOf(to)];
  if (left === right) return true;
  if (typeOnly && TYPES_OF.has(to)) return true;
  if (left === 'kernel' && to === 'auth/principal.ts') return true;
  if (left === 'services' && SHARED_RULES.some((rule) => to.startsWith(rule))) return true;
  return MAY_IMPORT[left]?.includes(right) ?? false;
}
