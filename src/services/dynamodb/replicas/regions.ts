import { regionNotSupported } from './errors.ts';

/**
 * Where global tables are: https://docs.aws.amazon.com/general/latest/gr/ddb.html. AWS names the first of them in this
 * order; how it goes on has not been recorded.
 */
const REGIONS = [
  'ap-south-2',
  'ap-south-1',
  'eu-south-1',
  'eu-south-2',
  'me-central-1',
  'il-central-1',
  'ca-central-1',
  'ap-east-2',
  'mx-central-1',
  'eu-central-1',
  'eu-central-2',
  'us-west-1',
  'us-west-2',
  'af-south-1',
  'eu-north-1',
  'eu-west-3',
  'eu-west-2',
  'eu-west-1',
  'ap-northeast-3',
  'ap-northeast-2',
  'me-south-1',
  'ap-northeast-1',
  'sa-east-1',
  'ap-east-1',
  'ca-west-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'us-east-1',
  'us-east-2',
];

export function requireSupportedRegion(region: string): void {
  if (!REGIONS.includes(region)) throw regionNotSupported(region, REGIONS);
}
