import type { FunctionCode } from '@aws-sdk/client-lambda';
import { notImplemented, packageNotGiven, requestTooLarge } from '../errors.ts';
import { MAX_ZIP_BYTES } from '../limits.ts';

/** What AWS says when the Base64 of 50 MB and the rest of the request are too large. */
const MAX_REQUEST_BYTES = 70_167_211;

type Source = Pick<FunctionCode, 'ZipFile' | 'S3Bucket' | 'S3Key' | 'ImageUri'>;

/** The bytes of the package that a request brings. Throws InvalidParameterValueException where there are none. */
export function packageOf(source: Source, operation: 'CreateFunction' | 'UpdateFunctionCode'): Uint8Array {
  if (source.S3Bucket !== undefined || source.S3Key !== undefined)
    throw notImplemented('function code from S3 (pass ZipFile)');
  if (source.ZipFile === undefined) throw packageNotGiven();
  if (source.ZipFile.byteLength > MAX_ZIP_BYTES) throw requestTooLarge(MAX_REQUEST_BYTES, operation);
  return source.ZipFile;
}
