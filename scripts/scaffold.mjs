// `npm run scaffold -- operation sqs AddPermission`, `npm run scaffold -- service sns @aws-sdk/client-sns`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { ensureInstalled, root } from './prepare.mjs';

await ensureInstalled();
const [kind, ...args] = process.argv.slice(2);
const makers = { operation: scaffoldOperation, service: scaffoldService };
if (!makers[kind]) {
  console.error(
    'Usage: npm run scaffold -- operation <service> <Operation>\n       npm run scaffold -- service <name> <@aws-sdk/client-…>',
  );
  process.exit(2);
}
await makers[kind](...args);

function scaffoldOperation(service, operation) {
  const folder = join(root, 'src/services', service ?? '');
  if (!operation || !existsSync(join(folder, 'index.ts')))
    fail(`there is no service '${service}', or no operation was named`);
  const name = camel(operation);
  write(
    join(folder, 'operations', `${kebab(operation)}.ts`),
    `import type { Operation } from '../api.ts';

/** ${apiReferenceOf(folder)}API_${operation}.html */
export const ${name}: Operation<'${operation}'> = async (ctx, input) => {
  throw new Error(\`${operation} by \${ctx.principal.arn} with \${Object.keys(input).join()} is to be written\`);
};
`,
  );
  write(
    join(root, 'tests/api', service, `${kebab(operation)}.test.ts`),
    `import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

test('${operation} answers as AWS does', async () => {
  await using cloud = await testCloud();
  expect(cloud.endpoint).toBe('the answer recorded from AWS');
});
`,
  );
  console.log(`Now: import ${name} in src/services/${service}/index.ts in place of 'unsupported', add its IAM question to authorization.ts,
and run 'npm run generate' for docs/coverage.md. CONTRIBUTING.md has the steps.`);
}

/** As the service's README links to it. */
function apiReferenceOf(folder) {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const [link] = /https:\/\/docs\.aws\.amazon\.com\/\S+\/(APIReference|api)\//.exec(readme) ?? [];
  if (link === undefined) fail(`${relative(root, folder)}/README.md does not link to AWS's API reference`);
  return link;
}

async function scaffoldService(service, client) {
  if (!service || !client) fail('a service needs a name and its SDK client');
  const folder = join(root, 'src/services', service);
  if (existsSync(folder)) fail(`src/services/${service} exists already`);
  let module;
  try {
    module = createRequire(join(root, 'package.json'))(client);
  } catch {
    fail(`${client} is not installed; run 'npm install --save-exact ${client}' first`);
  }
  const operations = Object.keys(module)
    .filter((key) => /^[A-Z].*Command$/.test(key))
    .map((key) => key.slice(0, -'Command'.length));
  const type = typeName(Object.keys(module).find((key) => /^[A-Z]\w+Client$/.test(key)) ?? pascal(service));
  const files = {
    'README.md': `# ${type}\n\nWhat is faithful, what differs from AWS and why. Link to the API reference, whose pages the operations' files name.\n`,
    'api.ts': `import type { Operation as OperationOf, OperationName } from '../../kernel/operation.ts';

export type ${type} = typeof import('${client}');
export type Operation<N extends OperationName<${type}>> = OperationOf<${type}, N>;
`,
    'authorization.ts': `import type { Authorizations } from '../../kernel/operation.ts';
import type { ${type} } from './api.ts';

/** The IAM action of each operation, and the resources it is asked on. */
export const authorization: Authorizations<${type}> = {};
`,
    'errors.ts': `import { AwsError } from '../../kernel/aws-error.ts';

/** What ${type} says no with, in its words. */
export const validationException = (message: string) => new AwsError('ValidationException', message);

/** Of values that break the API's constraints. Some services have another code for it; some do not look. */
export const validationError = (violations: readonly string[]) =>
  validationException(
    \`\${violations.length} validation error\${violations.length === 1 ? '' : 's'} detected: \${violations.join('; ')}\`,
  );
`,
    'limits.ts': `/** Quotas and defaults, each with its AWS page. */\nexport {};\n`,
    'store.ts': `/** The tables. */\nexport {};\n`,
    'index.ts': `import { defineService } from '../../kernel/service.ts';
import type { ${type} } from './api.ts';
import { authorization } from './authorization.ts';
import { constraints } from './constraints.ts';
import { validationError } from './errors.ts';

export const service = defineService<${type}>({
  name: '${service}',
  schemas: () => import('${client}'),
  authorization,
  constraints,
  validationError,
  operations: {
${operations.map((operation) => `    ${operation}: 'unsupported',`).join('\n')}
  },
});
`,
  };
  for (const [file, text] of Object.entries(files)) write(join(folder, file), text);
  console.log(`Now: add '${service}' to src/kernel/clients.ts and src/services/registry.ts, run
'npm run generate -- <folder of API models>' for its constraints.ts and src/model/apis.gen.ts, and write the first operation:
npm run scaffold -- operation ${service} ${operations[0]}`);
}

function write(file, text) {
  if (existsSync(file)) fail(`${relative(root, file)} exists already`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${relative(root, file)}`);
}

function fail(message) {
  console.error(`scaffold: ${message}`);
  process.exit(1);
}

function kebab(name) {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
function camel(name) {
  return name[0].toLowerCase() + name.slice(1);
}
/** `SQSClient` is `Sqs`, `DynamoDBClient` is `DynamoDb`. */
function typeName(client) {
  return pascal(kebab(client.replace(/Client$/, '')));
}
function pascal(name) {
  return name
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
}
