/** Which of our ways to run a function a runtime's name stands for. */
export type RuntimeFamily =
  | { readonly kind: 'nodejs'; readonly majorVersion: number }
  | { readonly kind: 'python'; readonly version: string }
  | { readonly kind: 'provided' }
  | { readonly kind: 'unsupported'; readonly language: string };

export function runtimeFamily(runtime: string): RuntimeFamily {
  const nodejs = /^nodejs(\d+)?/.exec(runtime);
  // The oldest runtimes are called `nodejs`, `nodejs4.3`, `nodejs4.3-edge`.
  if (nodejs) return { kind: 'nodejs', majorVersion: Number(nodejs[1] ?? 0) };

  const python = /^python(3\.\d+)$/.exec(runtime);
  if (python) return { kind: 'python', version: python[1]! };

  if (runtime === 'provided' || runtime.startsWith('provided.')) return { kind: 'provided' };
  return { kind: 'unsupported', language: languageOf(runtime) };
}

/** From here on AWS's runtimes carry version 3 of the SDK for JavaScript instead of version 2. */
export const FIRST_NODEJS_WITH_SDK_V3 = 18;

function languageOf(runtime: string): string {
  if (runtime.startsWith('java')) return 'Java';
  if (runtime.startsWith('dotnet')) return '.NET';
  if (runtime.startsWith('ruby')) return 'Ruby';
  if (runtime.startsWith('go')) return 'Go 1.x (build for provided.al2023 instead)';
  return runtime;
}
