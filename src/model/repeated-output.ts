import type { RawJson } from './raw-json.ts';

/**
 * An output that is answered again as it is: whoever writes it keeps the text here. Taken in the place of any output by
 * AWS JSON, as `RawJson` is in the place of any value.
 */
export class RepeatedOutput {
  output: unknown;
  body: RawJson | undefined;
}
