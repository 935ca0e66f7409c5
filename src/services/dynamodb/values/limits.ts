/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-items */
export const MAX_ITEM_SIZE_BYTES = 400 * 1024;

/** The attribute itself is the first level: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-attributes */
export const MAX_NESTING_LEVELS = 32;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-naming-rules */
export const MAX_NAME_SIZE_BYTES = 65_535;

/**
 * Of a request's JSON, from where on DynamoDB reads it in its older way: an attribute of 62 maps or lists, each two levels, was
 * seen to be the last.
 */
export const MAX_CURRENT_JSON_LEVELS = 2 * 62 + 3;
