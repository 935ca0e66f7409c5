import { AwsError } from '../../../../kernel/aws-error.ts';
import { validationException } from '../../errors.ts';

/** Of a table that is no replica, too. */
export const noSuchGlobalTable = (name: string) =>
  new AwsError('ResourceNotFoundException', `Global table with name: '${name}' does not exist.`);

/** The quotation marks are AWS's, and so is the colon that one of these sentences has behind "name" and another has not. */
const failed = (name: string, reason: string) =>
  validationException(`Failed to update settings for global table with name: ‘${name}’${reason}`);
const list = (parameters: readonly string[]) => parameters.map((one) => `'${one}'`).join(', ');

export const nothingToScale = (name: string) =>
  failed(name, ' because at least one update parameter must be specified.');
export const nothingToScaleIn = (name: string, region: string) =>
  failed(name, ` because at least one update parameter must be specified for region: ‘${region}’.`);
export const regionsTwice = (name: string, regions: readonly string[]) =>
  failed(name, ` because the regions: ‘[${regions.join(', ')}]’ were specified more than once.`);
export const scalingParametersMissing = (name: string, parameters: readonly string[]) =>
  failed(name, `: Parameters ${list(parameters)} are required unless auto scaling is being disabled.`);
export const scalingParametersTooMany = (name: string, parameters: readonly string[]) =>
  validationException(
    `Failed to update settings for global table with name ‘${name}’: Parameters ${list(parameters)} ` +
      'must be left blank when disabling auto scaling.',
  );
export const scalingOnDemand = (name: string, regions: readonly string[], parameters: readonly string[]) =>
  validationException(
    `Failed to update global table with name ‘${name}‘. Replicas ${list(regions.map((region) => region.toUpperCase()))} ` +
      `BillingMode is PayPerRequest. You must convert table's BillingMode to PROVISIONED to set parameters: ${list(parameters)}.`,
  );

/** AWS's words for these two have not been recorded. */
export const noReplicaThere = (name: string, region: string) =>
  new AwsError('ResourceNotFoundException', `Global table with name: '${name}' has no replica in region: '${region}'.`);
export const noIndexThere = (name: string, index: string) =>
  new AwsError('ResourceNotFoundException', `Global table with name: '${name}' has no index: '${index}'.`);

/** What Application Auto Scaling refuses comes through in its words, as its SDK for Java says them. */
export const refusedByScaling = ({ message, code }: AwsError, requestId: string) =>
  validationException(
    `${message} (Service: AWSApplicationAutoScaling; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
