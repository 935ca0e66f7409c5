import type { AwsError } from '../kernel/aws-error.ts';
import type { ErrorModel, ServiceModel } from '../model/service-model.ts';

/**
 * Errors of SQS that its model does not list: the name under JSON and the code that Query clients know. Recorded of AWS,
 * e.g. in the snapshots of localstack/localstack tests/aws/services/sqs.
 */
const UNMODELED: readonly (readonly [jsonName: string, queryCode: string])[] = [
  ['InvalidParameterValueException', 'InvalidParameterValue'],
  ['MissingRequiredParameterException', 'MissingParameter'],
  ['AccessDeniedException', 'AccessDenied'],
  ['UnknownOperationException', 'InvalidAction'],
];

const jsonNames = new Map(UNMODELED.map(([jsonName, queryCode]) => [queryCode, jsonName]));
const queryCodes = new Map(UNMODELED);

/** A service may throw either name; JSON answers with its own. */
export const jsonErrorName = (model: ServiceModel, code: string, known: ErrorModel | undefined): string =>
  known?.name ?? (model.facts.isQueryCompatible ? jsonNames.get(code) : undefined) ?? code;

export const queryErrorCode = (code: string, known: ErrorModel | undefined): string =>
  known?.queryCode ?? queryCodes.get(code) ?? known?.name ?? code;

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export function queryErrorHeader(error: AwsError, known: ErrorModel | undefined): string {
  const status = error.status ?? known?.status ?? 400;
  return `${queryErrorCode(error.code, known)};${status < 500 ? 'Sender' : 'Receiver'}`;
}
