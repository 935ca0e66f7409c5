export { RawJson } from '../model/raw-json.ts';
