import type { ServiceName } from '../kernel/clients.ts';
import { apis, type ApiFacts } from './apis.gen.ts';
import type { Constraints } from './constraints.ts';
import {
  inputOf,
  isErrorSchema,
  isOperationSchema,
  nameOf,
  namespaceOf,
  outputOf,
  structureOf,
  traitsOf,
  type SdkTuple,
} from './sdk-schema.ts';
import type { StructureShape, Traits } from './shape.ts';

export interface OperationModel {
  readonly name: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** Method, URI template and status of REST APIs. */
  readonly http: Traits['http'];
}

export interface ErrorModel {
  readonly name: string;
  readonly shape: StructureShape;
  readonly status: number;
  readonly fault: 'client' | 'server';
  /** The code under the Query protocol, where it is another one: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly queryCode: string | undefined;
  readonly queryStatus: number | undefined;
}

/** An API as its SDK client describes it. Operations and errors are read at first use. */
export class ServiceModel {
  readonly name: ServiceName;
  readonly facts: ApiFacts;
  readonly constraints: Constraints;
  /** The Smithy namespace of the shapes: `com.amazonaws.sqs`. */
  readonly namespace: string;
  readonly operationNames: readonly string[];
  readonly #operationSchemas: ReadonlyMap<string, SdkTuple>;
  readonly #errorSchemas: ReadonlyMap<string, SdkTuple>;
  readonly #operations = new Map<string, OperationModel>();
  readonly #errors = new Map<string, ErrorModel>();
  #byQueryCode: ReadonlyMap<string, string> | undefined;

  constructor(name: ServiceName, schemas: object, constraints: Constraints, facts: ApiFacts) {
    this.name = name;
    this.facts = facts;
    this.constraints = constraints;
    const values = Object.values(schemas);
    const operations = values.filter(isOperationSchema);
    this.namespace = namespaceOf(operations[0]!);
    this.#operationSchemas = new Map(operations.map((schema) => [nameOf(schema), schema]));
    this.#errorSchemas = new Map(values.filter(isErrorSchema).map((schema) => [nameOf(schema), schema]));
    this.operationNames = [...this.#operationSchemas.keys()];
  }

  operation(name: string): OperationModel | undefined {
    const known = this.#operations.get(name);
    if (known) return known;
    const schema = this.#operationSchemas.get(name);
    if (!schema) return undefined;
    const operation = { name, input: inputOf(schema), output: outputOf(schema), http: traitsOf(schema).http };
    this.#operations.set(name, operation);
    return operation;
  }

  /** By the shape's name or by the code of the Query protocol. */
  error(code: string): ErrorModel | undefined {
    const name = this.#errorSchemas.has(code) ? code : this.#nameOfQueryCode(code);
    if (name === undefined) return undefined;
    const known = this.#errors.get(name);
    if (known) return known;
    const error = toError(this.#errorSchemas.get(name)!);
    this.#errors.set(name, error);
    return error;
  }

  #nameOfQueryCode(code: string): string | undefined {
    this.#byQueryCode ??= new Map(
      [...this.#errorSchemas].flatMap(([name, schema]) => {
        const queryError = traitsOf(schema).awsQueryError;
        return queryError ? [[queryError[0], name] as const] : [];
      }),
    );
    return this.#byQueryCode.get(code);
  }
}

const CLIENT_FAULT_STATUS = 400;
const SERVER_FAULT_STATUS = 500;

function toError(schema: SdkTuple): ErrorModel {
  const traits = traitsOf(schema);
  const fault = traits.error ?? 'client';
  return {
    name: nameOf(schema),
    shape: structureOf(schema),
    status: traits.httpError ?? (fault === 'client' ? CLIENT_FAULT_STATUS : SERVER_FAULT_STATUS),
    fault,
    queryCode: traits.awsQueryError?.[0],
    queryStatus: traits.awsQueryError?.[1],
  };
}

/** `schemas` is the module of the SDK's client: `await import('@aws-sdk/client-sqs')`. */
export const loadModel = (
  name: ServiceName,
  schemas: object,
  constraints: Constraints = {},
  facts: ApiFacts = apis[name],
): ServiceModel => new ServiceModel(name, schemas, constraints, facts);
