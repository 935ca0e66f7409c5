/** Words of the language: as names they must be quoted. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html */
const SQL_WORDS =
  'absolute action add all allocate alter any are asc assertion authorization avg begin bit bit_length cascade ' +
  'cascaded case cast catalog char character character_length char_length check close coalesce collate collation ' +
  'column commit connect connection constraint constraints continue convert corresponding count create cross current ' +
  'current_date current_time current_timestamp current_user cursor date deallocate dec decimal declare default ' +
  'deferrable deferred delete desc describe descriptor diagnostics disconnect distinct domain double drop else end ' +
  'escape except exception exec execute exists external extract date_add date_diff fetch first float for foreign found ' +
  'from full get global go goto grant group having identity immediate indicator initially inner input insensitive ' +
  'insert int integer intersect interval into isolation join key language last left level local lower match max min ' +
  'module names national natural nchar next no nullif numeric octet_length of on only open option order outer output ' +
  'overlaps pad partial position precision prepare preserve primary prior privileges procedure public read real ' +
  'references relative restrict revoke right rollback rows schema scroll section select session session_user set size ' +
  'smallint some space sql sqlcode sqlerror sqlstate substring sum system_user table temporary then time timestamp to ' +
  'transaction translate translation trim union unique unknown update upper usage user using value values varchar ' +
  'varying view when whenever where with work write zone';
const PARTIQL_WORDS =
  'can_cast can_lossless_cast pivot unpivot limit offset tuple remove index let integer2 int2 integer4 int4 integer8 ' +
  'int8 bigint conflict do nothing returning modified new old bool boolean string symbol clob blob struct list sexp bag';

export const KEYWORDS: ReadonlySet<string> = new Set(`${SQL_WORDS} ${PARTIQL_WORDS}`.split(' '));

export const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'between', 'like']);

/** Two words that are read as one. */
export const WORD_PAIRS: ReadonlyMap<string, string> = new Map(
  [
    'not in',
    'is not',
    'not between',
    'not like',
    'insert into',
    'character varying',
    'double precision',
    'modified old',
    'modified new',
    'all old',
    'all new',
  ].map((pair) => [pair, pair]),
);

export const FUNCTION_KEYWORDS: ReadonlySet<string> = new Set(
  (
    'exists count avg max min sum substring char_length character_length octet_length bit_length upper lower size sexp ' +
    'list bag'
  ).split(' '),
);

/** What IS may compare with: the type that an attribute then has, or undefined where DynamoDB has none such. */
export const TYPE_NAMES: ReadonlyMap<string, 'BOOL' | 'S' | 'N' | 'B' | 'M' | 'L' | undefined> = new Map([
  ['bool', 'BOOL'],
  ['boolean', 'BOOL'],
  ['string', 'S'],
  ['numeric', 'N'],
  ['blob', 'B'],
  ['struct', 'M'],
  ['tuple', 'M'],
  ['list', 'L'],
  ...(
    'smallint int2 integer2 integer4 int4 integer8 int8 bigint integer int float real decimal dec timestamp date time ' +
    'character char varchar symbol clob sexp bag any'
  )
    .split(' ')
    .map((name) => [name, undefined] as const),
  ['double precision', undefined],
  ['character varying', undefined],
]);

const BINDING_GROUPS: readonly (readonly [number, string])[] = [
  [5, 'union intersect except'],
  [10, 'or'],
  [20, 'and'],
  [40, '= <> is is_not in not_in'],
  [50, '< <= > >= between not_between like not_like'],
  [60, '+ - ||'],
  [70, '* / %'],
];
export const SELECT_BINDING = 6;
export const NOT_BINDING = 30;

/** How tightly an operator between two terms binds; others are no such operators. */
export const BINDING: ReadonlyMap<string, number> = new Map(
  BINDING_GROUPS.flatMap(([binding, operators]) =>
    operators.split(' ').map((operator) => [operator.replace('_', ' '), binding] as const),
  ),
);
