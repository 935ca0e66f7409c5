import type { AttributeAction, AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { toValue } from '../values/check.ts';
import { typeOf, type Value } from '../values/value.ts';
import { actionWithoutValue, addNotSupported, deleteNotSupported } from './legacy-errors.ts';
import { toUpdate, type Update, type UpdateAction } from './update.ts';

const SET_TYPES: ReadonlySet<string> = new Set(['SS', 'NS', 'BS']);
const ADDABLE_TYPES: ReadonlySet<string> = new Set(['N', 'L', ...SET_TYPES]);

/** AttributeUpdates: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html */
export function compileAttributeUpdates(updates: Readonly<Record<string, AttributeValueUpdate>>): Update {
  const actions = Object.entries(updates).map(([name, { Action: action, Value: value }]) =>
    toAction(name, action, value && toValue(value)),
  );
  return { ...toUpdate([actions]), isLegacy: true };
}

function toAction(name: string, action: AttributeAction = 'PUT', value?: Value): UpdateAction {
  const path = [name];
  if (!value) {
    if (action !== 'DELETE') throw actionWithoutValue();
    return { kind: 'REMOVE', path };
  }
  const type = typeOf(value);
  if (action === 'DELETE' && !SET_TYPES.has(type)) throw deleteNotSupported(type);
  if (action === 'ADD' && !ADDABLE_TYPES.has(type)) throw addNotSupported(type);
  return action === 'PUT' ? { kind: 'SET', path, value: { kind: 'value', value } } : { kind: action, path, value };
}
