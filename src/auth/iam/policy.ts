/**
 * A policy as it is evaluated: every element that may be one value or a list is a list.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface Policy {
  /** Policy variables are read from 2012-10-17 on; before that `${…}` is plain text. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: Principals;
  readonly notPrincipals?: Principals;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: readonly Condition[];
}

/** By type: `AWS`, `Service`, `Federated`, `CanonicalUser`. `Principal: "*"` reads as `AWS: ["*"]`. */
export type Principals = Readonly<Record<string, readonly string[]>>;

export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly name: string;
  readonly operator: string;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy with the name under which explanations speak of it: an ARN, or an inline policy's name. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** What is wrong with a document, in AWS's words for MalformedPolicyDocument. */
export class MalformedPolicy extends Error {}
