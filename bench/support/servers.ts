import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/package-root.ts';

export interface Server extends AsyncDisposable {
  readonly port: number;
  readonly process: ChildProcess;
  readonly data?: string;
}

/** `cirro start` as a user runs it, on a folder of its own. */
export async function startCirro(options: { data?: string } = {}): Promise<Server> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'cirro-bench-'));
  const child = spawn(process.execPath, [join(packageRoot, 'bin/cirro.js'), 'start', '--port', '0', '--data', data]);
  const port = await portOf(child, /127\.0\.0\.1:(\d+)/);
  return {
    port,
    process: child,
    data,
    async [Symbol.asyncDispose]() {
      await kill(child);
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A bare `node:http` server that reads each body whole and answers a text (or so many bytes),
 *  or as much of it as the request's `X-Answer-Bytes` asks for. */
export async function startBare(answer: number | string): Promise<Server> {
  const text = typeof answer === 'string' ? answer : 'x'.repeat(answer);
  const script = `const answer = Buffer.from(${JSON.stringify(text)});
    require('node:http').createServer((request, response) => {
      const chunks = []; request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => { Buffer.concat(chunks); const wanted = request.headers['x-answer-bytes']; const body = wanted ? answer.subarray(0, Number(wanted)) : answer; response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0', 'Content-Length': body.length }); response.end(body); });
    }).listen(0, '127.0.0.1', function () { console.log('127.0.0.1:' + this.address().port); });`;
  const child = spawn(process.execPath, ['-e', script]);
  return { port: await portOf(child, /127\.0\.0\.1:(\d+)/), process: child, [Symbol.asyncDispose]: () => kill(child) };
}

export async function portOf(child: ChildProcess, pattern: RegExp): Promise<number> {
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for await (const chunk of child.stdout!) {
    output += String(chunk);
    const port = pattern.exec(output)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`the server ended before it listened:\n${output}`);
}

/** For servers that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
