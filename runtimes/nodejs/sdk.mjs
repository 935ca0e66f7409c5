import Module from 'node:module';
import { sendLog } from './channel.mjs';

const FIRST_WITH_SDK_V3 = 18;

/** Points version 2 of the SDK, which does not read AWS_ENDPOINT_URL, at Cirro: whoever loads it, from wherever. */
export function hookSdkV2() {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    const loaded = load.call(this, request, parent, ...rest);
    if (request === 'aws-sdk' || request.startsWith('aws-sdk/')) configure(loaded?.config ?? configOf(load, parent));
    return loaded;
  };
}

/** A single client (`aws-sdk/clients/s3`) does not carry the configuration that it shares with the others. */
function configOf(load, parent) {
  try {
    return load.call(Module, 'aws-sdk/lib/core', parent, false).config;
  } catch {
    return undefined;
  }
}

const configured = new WeakSet();

function configure(config) {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (!endpoint || typeof config?.update !== 'function' || configured.has(config)) return;
  configured.add(config);
  // A bucket or an account in front of an IP address would be no host name.
  config.update({ endpoint, s3ForcePathStyle: true, hostPrefixEnabled: false });
}

/** These two speak of the Node.js of this machine, which is not the customer's choice of runtime. */
const UNWANTED_WARNING = /NodeVersionSupportWarning|AWS SDK for JavaScript \(v2\)/;

export function silenceSdkWarnings() {
  const emit = process.emitWarning;
  process.emitWarning = function (warning, ...rest) {
    if (!UNWANTED_WARNING.test(String(warning?.message ?? warning))) emit.call(this, warning, ...rest);
  };
}

/** Says in the log what AWS's own message leaves open, when the missing module is one that a runtime carries. */
export function missingModuleHint(message) {
  const name = /^Cannot find (?:module|package) '(aws-sdk|@aws-sdk\/[^'/]+|@smithy\/[^'/]+)/.exec(message)?.[1];
  if (name === undefined) return;
  const hasV3 = majorVersion() >= FIRST_WITH_SDK_V3;
  const hint = hintFor(name, hasV3);
  sendLog(`Cirro: ${hint}\n`);
}

function hintFor(name, hasV3) {
  if (name === 'aws-sdk' && hasV3)
    return "nodejs18.x and later carry version 3 of the AWS SDK (@aws-sdk/client-*) and not 'aws-sdk', here as on AWS: put it into the function's package or a layer.";
  if (name === 'aws-sdk')
    return "'aws-sdk' (version 2), which AWS's runtimes up to nodejs16.x carry, is not installed beside Cirro: run `npm install aws-sdk@2` there.";
  if (hasV3)
    return `'${name}', which AWS's runtime carries, is not installed beside Cirro: run \`npm install ${name}\` there.`;
  return `runtimes up to nodejs16.x carry version 2 of the AWS SDK ('aws-sdk') and not '${name}', here as on AWS: put it into the function's package or choose nodejs18.x or later.`;
}

const majorVersion = () => Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV ?? '')?.[1] ?? 0);
