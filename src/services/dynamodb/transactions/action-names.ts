import { validationError } from '../errors.ts';
import { tableNameViolations } from '../table-name.ts';

interface Operation {
  readonly TableName: string | undefined;
}

/** What is looked at before anything else, as the API's other constraints are: that actions and names are there. */
export function requireTableNames<A extends object>(
  actions: readonly A[],
  operationsOf: (action: A) => Readonly<Record<string, Operation | undefined>>,
): void {
  const violations = actions.flatMap((action: A | undefined, at) => {
    const member = `transactItems.${at + 1}.member`;
    // JSON's null, which the SDK's types do not know.
    if (!action) return [`Value null at '${member}' failed to satisfy constraint: Member must not be null`];
    return Object.entries(operationsOf(action)).flatMap(([name, operation]) =>
      operation ? tableNameViolations(operation.TableName ?? '', `${member}.${name}.tableName`) : [],
    );
  });
  if (violations.length > 0) throw validationError(violations);
}
