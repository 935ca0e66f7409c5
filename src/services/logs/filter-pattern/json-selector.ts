import { invalidFilterPattern } from '../errors.ts';
import type { Scanner } from './scanner.ts';

/** `'*'` stands for every element or member. */
type Step = { readonly name: string } | { readonly index: number } | '*';
export type Selector = readonly Step[];

const ROOT = /\$/y;
const MEMBER = /\.\s*([\w-]+|\*)/y;
const QUOTED_MEMBER = /\.?\s*\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]/y;
const ELEMENT = /\[\s*(\d+|\*)\s*\]/y;

/** `$.a.b[0].c`, `$.a[*]`, `$.['odd name']`. */
export function parseSelector(scanner: Scanner): Selector {
  if (!scanner.take(ROOT)) throw invalidFilterPattern();
  const steps: Step[] = [];
  for (let step = takeStep(scanner); step !== undefined; step = takeStep(scanner)) steps.push(step);
  if (steps.length === 0) throw invalidFilterPattern();
  return steps;
}

function takeStep(scanner: Scanner): Step | undefined {
  const member = scanner.take(MEMBER);
  if (member) return member[1] === '*' ? '*' : { name: member[1]! };
  const quoted = scanner.take(QUOTED_MEMBER);
  if (quoted) return { name: (quoted[1] ?? quoted[2]!).replaceAll(/\\(.)/g, '$1') };
  const element = scanner.take(ELEMENT);
  if (!element) return undefined;
  return element[1] === '*' ? '*' : { index: Number(element[1]) };
}

/** All values that the selector names; none where the path does not exist. */
export const select = (json: unknown, selector: Selector): readonly unknown[] =>
  selector.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => follow(value, step)), [json]);

function follow(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  if ('index' in step) return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
  return Object.hasOwn(value, step.name) ? [(value as Record<string, unknown>)[step.name]] : [];
}
