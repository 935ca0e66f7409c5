/** A value of the API as text that is the same whatever the order of members: AWS does not care about it either. */
export function toCanonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`;
  if (Array.isArray(value)) return `[${value.map(toCanonicalText).join()}]`;
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members);
  if (names.length > 1) names.sort(byName);
  let text = '{';
  for (const name of names) {
    if (members[name] !== undefined) text += `${JSON.stringify(name)}:${toCanonicalText(members[name])},`;
  }
  return `${text}}`;
}

const byName = (a: string, b: string) => (a < b ? -1 : 1);
