import { Lru } from '../../../lib/lru.ts';
import { notWellFormed } from './errors.ts';
import { readExpression } from './read-expression.ts';
import type { Node } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

const CACHED_STATEMENTS = 500;
/** Longer ones hold values, and hardly come again. */
const MAX_CACHED_LENGTH = 1000;
const statements = new Lru<string, Node>(CACHED_STATEMENTS);

/** Reads a statement. Throws DynamoDB's "Statement wasn't well formed". */
export const parseStatement = (statement: string): Node =>
  statement.length > MAX_CACHED_LENGTH ? parse(statement) : statements.getOrMake(statement, () => parse(statement));

function parse(statement: string): Node {
  const tokens = new TokenReader(statement);
  const node = readExpression(tokens);
  const hasSemicolon = tokens.accept(';');
  if (tokens.is('end')) return node;
  throw notWellFormed(
    hasSemicolon
      ? 'Unexpected token after semicolon. (Only one query is allowed.)'
      : 'Unexpected token after expression',
  );
}
