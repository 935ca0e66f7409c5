import type { Policy as PolicyShape, PolicyVersion as PolicyVersionShape } from '@aws-sdk/client-iam';
import { toArn, toDate, type Entity, type Tag } from './entity.ts';
import { encodeDocument } from './policy-document.ts';

/** A managed policy, a customer's or AWS's own, whose account is `aws`. */
export interface ManagedPolicy extends Omit<Entity, 'createdAt'> {
  /** Of some of AWS's policies neither is publicly known. */
  readonly policyId: string | undefined;
  readonly createdAt: number | undefined;
  readonly policyName: string;
  readonly description?: string;
  readonly defaultVersion: number;
  /** Version numbers are not used again. */
  readonly latestVersion: number;
  readonly updatedAt: number;
  readonly tags: readonly Tag[];
}

export interface CustomerPolicy extends ManagedPolicy {
  readonly policyId: string;
  readonly createdAt: number;
}

export interface PolicyVersion {
  readonly policyId: string;
  readonly version: number;
  readonly document: string;
  readonly createdAt: number;
}

export interface PolicyUsage {
  readonly attachments: number;
  readonly boundaries: number;
}

export const toPolicyArn = (policy: ManagedPolicy): string => toArn(policy, 'policy', policy.policyName);

export const toPolicySummary = (policy: ManagedPolicy, usage: PolicyUsage): PolicyShape => ({
  PolicyName: policy.policyName,
  PolicyId: policy.policyId,
  Arn: toPolicyArn(policy),
  Path: policy.path,
  DefaultVersionId: toVersionId(policy.defaultVersion),
  AttachmentCount: usage.attachments,
  PermissionsBoundaryUsageCount: usage.boundaries,
  IsAttachable: true,
  CreateDate: policy.createdAt === undefined ? undefined : toDate(policy.createdAt),
  UpdateDate: toDate(policy.updatedAt),
});

export const toPolicyShape = (policy: ManagedPolicy, usage: PolicyUsage): PolicyShape => ({
  ...toPolicySummary(policy, usage),
  ...(policy.description === undefined ? {} : { Description: policy.description }),
  Tags: [...policy.tags],
});

/** As listed: without the document. */
export const toVersionSummary = (version: PolicyVersion, policy: ManagedPolicy): PolicyVersionShape => ({
  VersionId: toVersionId(version.version),
  IsDefaultVersion: version.version === policy.defaultVersion,
  CreateDate: toDate(version.createdAt),
});

export const toVersionShape = (version: PolicyVersion, policy: ManagedPolicy): PolicyVersionShape => ({
  ...toVersionSummary(version, policy),
  Document: encodeDocument(version.document),
});

export const toVersionId = (version: number): string => `v${version}`;
/** `NaN` for what is no version of ours, so that it is found nowhere. */
export const fromVersionId = (versionId: string): number => Number(/^v(\d+)$/.exec(versionId)?.[1] ?? Number.NaN);
