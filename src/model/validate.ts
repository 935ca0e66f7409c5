import type { Constraints, Facts } from './constraints.ts';
import type { ServiceModel } from './service-model.ts';
import type { Member, Shape, StructureShape } from './shape.ts';
import { allRules, brokenFacts, lowerFirst, violation } from './violation.ts';

/** AWS stops counting here. */
const MAX_VIOLATIONS = 10;

/** The one sentence that AWS's validation errors consist of. */
export const renderViolations = (violations: readonly string[]): string =>
  `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`;

/**
 * What of an operation's input breaks the API model's constraints, in AWS's words and order:
 * `Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1`.
 */
export function validate(model: ServiceModel, operation: string, input: unknown): readonly string[] {
  const shape = model.operation(operation)?.input;
  if (!shape) return [];
  const violations: string[] = [];
  validatorOf(model).structure(shape, (input ?? {}) as Record<string, unknown>, '', violations);
  return violations.slice(0, MAX_VIOLATIONS);
}

const validators = new WeakMap<ServiceModel, Validator>();

function validatorOf(model: ServiceModel): Validator {
  const known = validators.get(model);
  if (known) return known;
  // DynamoDB's sentence about elements is from before the others' ended with "Member must not be null".
  const validator = new Validator(model.constraints, model.name !== 'dynamodb');
  validators.set(model, validator);
  return validator;
}

/** A member worth looking at, and the word that violations have for it. */
interface Planned {
  readonly name: string;
  readonly word: string;
  readonly shape: Shape;
  readonly facts: Facts | undefined;
  readonly isRequired: boolean;
}

class Validator {
  readonly #constraints: Constraints;
  readonly #elementsMustNotBeNull: boolean;
  readonly #plans = new Map<StructureShape, readonly Planned[]>();
  readonly #matters = new Map<StructureShape, boolean>();

  constructor(constraints: Constraints, elementsMustNotBeNull: boolean) {
    this.#constraints = constraints;
    this.#elementsMustNotBeNull = elementsMustNotBeNull;
  }

  structure(shape: StructureShape, value: Record<string, unknown>, path: string, into: string[]): void {
    for (const member of this.#plan(shape)) {
      if (into.length >= MAX_VIOLATIONS) return;
      const inner = value[member.name];
      if (inner !== undefined && inner !== null)
        this.#value(member.shape, inner, member.facts, path + member.word, into);
      else if (member.isRequired) into.push(violation(null, path + member.word, 'Member must not be null'));
    }
  }

  #value(shape: Shape, value: unknown, facts: Facts | undefined, at: string, into: string[]): void {
    if (facts) for (const broken of brokenFacts(value, facts)) into.push(violation(value, at, broken));
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, value as Record<string, unknown>, `${at}.`, into);
      case 'list':
        return this.#list(shape.member.shape, value as unknown[], facts?.member, at, into);
      case 'map':
        return this.#map(shape.value.shape, value as Record<string, unknown>, facts, at, into);
      default:
    }
  }

  /** Elements with members are checked one by one; of the others AWS speaks all at once. */
  #list(shape: Shape, values: readonly unknown[], facts: Facts | undefined, at: string, into: string[]): void {
    if (isPlain(shape)) {
      if (facts && values.some((element) => hasBroken(element ?? null, facts))) {
        into.push(violation(values, at, `Member must satisfy constraint: [${this.#elementRules(facts).join(', ')}]`));
      }
      return;
    }
    if (!facts && !this.#shapeMatters(shape)) return;
    for (const [index, element] of values.entries()) {
      if (into.length >= MAX_VIOLATIONS) return;
      if (element !== undefined && element !== null)
        this.#value(shape, element, facts, `${at}.${index + 1}.member`, into);
    }
  }

  #map(shape: Shape, map: Record<string, unknown>, facts: Facts | undefined, at: string, into: string[]): void {
    const keys = Object.keys(map);
    const { key: keyFacts, value: valueFacts } = facts ?? {};
    if (keyFacts && keys.some((key) => hasBroken(key, keyFacts))) {
      into.push(violation(map, at, `Map keys must satisfy constraint: [${allRules(keyFacts).join(', ')}]`));
    }
    // Of values that are plain or lists, AWS speaks all at once too.
    if (valueFacts && keys.some((key) => map[key] !== undefined && hasBroken(map[key], valueFacts))) {
      into.push(violation(map, at, `Map value must satisfy constraint: [${allRules(valueFacts).join(', ')}]`));
    }
    const elementFacts = valueFacts?.member && { member: valueFacts.member };
    if (isPlain(shape) || (!elementFacts && !this.#shapeMatters(shape))) return;
    for (const key of keys) {
      if (into.length >= MAX_VIOLATIONS) return;
      const inner = map[key];
      if (inner === undefined || inner === null) continue;
      if (!elementFacts && this.#isBlank(shape, inner as Record<string, unknown>)) continue;
      this.#value(shape, inner, elementFacts, `${at}.${key}.member`, into);
    }
  }

  /** Whether there is nothing in it to look at, as in most attributes of an item: for those, no path is made. */
  #isBlank(shape: Shape, value: Record<string, unknown>): boolean {
    if (shape.type !== 'structure') return false;
    for (const { name, isRequired } of this.#plan(shape)) if (isRequired || value[name] !== undefined) return false;
    return true;
  }

  #elementRules(facts: Facts): string[] {
    return [...allRules(facts), ...(this.#elementsMustNotBeNull ? ['Member must not be null'] : [])];
  }

  /** The members worth looking at: as the constraints list them, where AWS's order is known; then as the schema has them. */
  #plan(shape: StructureShape): readonly Planned[] {
    const known = this.#plans.get(shape);
    if (known) return known;
    const facts = this.#constraints[shape.name] ?? {};
    const first = Object.keys(facts).flatMap((name) => shape.byName.get(name) ?? []);
    const ordered = [...first, ...shape.members.filter((member) => !first.includes(member))];
    const plan = ordered
      .filter((member) => this.#memberMatters(member, facts[member.name]))
      .map((member) => this.#planned(member, facts[member.name]));
    this.#plans.set(shape, plan);
    return plan;
  }

  #planned({ name, shape, required }: Member, facts: Facts | undefined): Planned {
    return { name, word: lowerFirst(name), shape, facts, isRequired: required && !facts?.isOptional };
  }

  #memberMatters(member: Member, facts: Facts | undefined): boolean {
    return (
      member.required || (facts !== undefined && Object.keys(facts).length > 0) || this.#shapeMatters(member.shape)
    );
  }

  /** Whether anything below can break a constraint. Items of a table are big, and nothing in them can. */
  #shapeMatters(shape: Shape): boolean {
    if (shape.type === 'list') return this.#shapeMatters(shape.member.shape);
    if (shape.type === 'map') return this.#shapeMatters(shape.value.shape);
    if (shape.type !== 'structure') return false;
    const known = this.#matters.get(shape);
    if (known !== undefined) return known;
    // A shape inside itself adds nothing.
    this.#matters.set(shape, false);
    const facts = this.#constraints[shape.name] ?? {};
    const matters = shape.members.some((member) => this.#memberMatters(member, facts[member.name]));
    this.#matters.set(shape, matters);
    return matters;
  }
}

const isPlain = (shape: Shape) => shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';

const hasBroken = (value: unknown, facts: Facts) =>
  value === null || (!isPlainlyFine(value, facts) && brokenFacts(value, facts).length > 0);

/** As most names of attributes are, of which an item has many: however many units its characters have, it is within bounds. */
const isPlainlyFine = (value: unknown, { min = 0, max = Infinity, pattern, enum: values }: Facts) =>
  typeof value === 'string' && value.length >= 2 * min && value.length <= max && pattern === undefined && !values;
