import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type { ModuleLinks } from './environment-folder.ts';
import { FIRST_NODEJS_WITH_SDK_V3 } from './runtime-family.ts';

/** The packages that AWS's own Node.js runtimes carry, as far as they are installed here. */
export function nodejsModules(runtimes: string, majorVersion: number): ModuleLinks {
  if (majorVersion >= FIRST_NODEJS_WITH_SDK_V3) {
    const modules = packagesFolder(join(runtimes, 'nodejs'), '@aws-sdk/client-lambda');
    return modules === undefined ? {} : { '@aws-sdk': join(modules, '@aws-sdk'), '@smithy': join(modules, '@smithy') };
  }
  const modules = packagesFolder(join(runtimes, 'modules', 'aws-sdk-v2'), 'aws-sdk');
  return modules === undefined ? {} : { 'aws-sdk': join(modules, 'aws-sdk') };
}

/** The `node_modules` folder in which a package lies, seen from `folder`. */
export function packagesFolder(folder: string, packageName: string): string | undefined {
  try {
    const entry = createRequire(join(folder, 'package.json')).resolve(packageName);
    const end = entry.lastIndexOf(`${sep}node_modules${sep}`);
    return end < 0 ? undefined : entry.slice(0, end + sep.length + 'node_modules'.length);
  } catch {
    return undefined;
  }
}
