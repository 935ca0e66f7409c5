/** What the cloud has acknowledged so far, kept by the client: the truth that every restart is held against. */
export class Ledger {
  /** Item key → the highest version acknowledged. A later one may have been written without an answer. */
  readonly items = new Map<string, number>();
  /** Bodies of acknowledged messages that nobody has deleted with an answer. */
  readonly messages = new Set<string>();
  /** Bodies whose deletion was asked for: they may or may not come again. */
  readonly deleting = new Set<string>();
  /** Ids of acknowledged asynchronous invocations: each must leave its item in the end. */
  readonly invocations = new Set<string>();
  /** Bodies of acknowledged messages that a mapping brings to a function: each must leave its item too. */
  readonly deliveries = new Set<string>();
  /** How often the counter item was raised with an answer, and how often it may have been without. */
  raised = 0;
  maybeRaised = 0;
}
