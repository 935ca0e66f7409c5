import * as s3 from '@aws-sdk/client-s3';
import type { ServiceName } from '../../src/kernel/clients.ts';
import { loadModel } from '../../src/model/service-model.ts';

/** S3 proves REST XML; the facts are those of its API model. */
export const s3Model = () =>
  loadModel(
    's3' as ServiceName,
    s3,
    {},
    { version: '2006-03-01', protocols: ['restXml'], xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  );
