import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './errors.mjs';
import { missingModuleHint } from './sdk.mjs';

/**
 * Finds and loads `path/to/module.nested.handler` by AWS's rules.
 * Throws `Runtime.MalformedHandlerName`, `.ImportModuleError`, `.UserCodeSyntaxError`, `.HandlerNotFound`, or what the module threw.
 */
export async function loadHandler(taskRoot, name) {
  if (name.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const file = basename(name);
  const folder = name.slice(0, name.indexOf(file));
  const [, moduleName, path] = /^([^.]*)\.(.*)$/.exec(file) ?? [];
  if (path === undefined) throw new RuntimeError('MalformedHandlerName', 'Bad handler');

  const loaded = await load(taskRoot, folder, moduleName);
  const handler = find(loaded, path) ?? find(loaded.default, path);
  if (!handler) throw new RuntimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${name} is not a function`);
  return handler;
}

const find = (module, path) => path.split('.').reduce((value, key) => value?.[key], module);

async function load(taskRoot, folder, moduleName) {
  try {
    return await loadModule(taskRoot, folder, moduleName);
  } catch (error) {
    if (error instanceof SyntaxError) throw wrap('UserCodeSyntaxError', error);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      missingModuleHint(error.message);
      throw wrap('ImportModuleError', error);
    }
    throw error;
  }
}

function wrap(name, error) {
  const wrapped = new RuntimeError(name, String(error));
  // A syntax error's own stack names the file and the line.
  if (name === 'UserCodeSyntaxError') wrapped.stack = `${wrapped.name}: ${error.stack}`;
  return wrapped;
}

async function loadModule(taskRoot, folder, moduleName) {
  // The place of AWS's own loader, which its messages name ("Require stack").
  const require = createRequire(join(process.env.LAMBDA_RUNTIME_DIR, 'index.mjs'));
  const path = resolve(taskRoot, folder, moduleName);
  const isModule = isModulePackage(dirname(path));

  // A file without an extension, or a folder.
  if (existsSync(path)) return require(path);
  if (existsSync(`${path}.js`)) return isModule ? importFile(`${path}.js`) : require(`${path}.js`);
  if (existsSync(`${path}.mjs`)) return importFile(`${path}.mjs`);
  if (existsSync(`${path}.cjs`)) return require(`${path}.cjs`);
  return require(require.resolve(moduleName, { paths: [taskRoot, join(taskRoot, folder)] }));
}

const importFile = (path) => import(pathToFileURL(path).href);

/** `"type": "module"` in the nearest package.json. */
function isModulePackage(folder) {
  if (basename(folder) === 'node_modules') return false;
  const file = join(folder, 'package.json');
  if (existsSync(file)) return packageType(file) === 'module';
  const parent = dirname(folder);
  return parent !== folder && isModulePackage(parent);
}

function packageType(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).type;
  } catch (error) {
    console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
    return undefined;
  }
}
