// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-expression-parameters
export const MAX_EXPRESSION_SIZE_BYTES = 4096;
export const MAX_PLACEHOLDER_SIZE_BYTES = 255;
export const MAX_OPERATORS = 300;
export const MAX_IN_OPERANDS = 100;
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-attributes
export const MAX_PATH_LEVELS = 32;
/** An index is a Java int on AWS's side. */
export const MAX_LIST_INDEX = 2_147_483_647;
