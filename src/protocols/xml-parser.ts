/** An element: its text, its attributes and its children by name, in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Map<string, XmlElement[]>;
  text: string;
}

/** Deeper than any input AWS accepts. */
const MAX_DEPTH = 200;

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>!?<]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/y;
const ATTRIBUTES = /^(?:\s+[^\s=<]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*$/;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Well-formed XML to its root element; `undefined` for anything else. Document types are refused, as entities are. */
export function parseXml(text: string): XmlElement | undefined {
  const root = newElement('', '');
  const open: XmlElement[] = [root];
  TOKEN.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (!token || !take(token, open)) return undefined;
  }
  const roots = [...root.children.values()].flat();
  return open.length === 1 && roots.length === 1 && root.text.trim() === '' ? roots[0] : undefined;
}

function take(token: RegExpExecArray, open: XmlElement[]): boolean {
  const [, data, slash, name, attributes, selfClosing, content] = token;
  const parent = open.at(-1)!;
  if (data !== undefined) parent.text += data;
  else if (content !== undefined) return append(parent, content);
  else if (name === undefined) return true;
  else if (slash) return open.length > 1 && open.pop()!.name === name;
  else if (!ATTRIBUTES.test(attributes!)) return false;
  else {
    const element = newElement(name, attributes!);
    const siblings = parent.children.get(localName(name));
    if (siblings) siblings.push(element);
    else parent.children.set(localName(name), [element]);
    if (!selfClosing) open.push(element);
  }
  return open.length <= MAX_DEPTH;
}

function append(parent: XmlElement, content: string): boolean {
  const text = unescape(content);
  if (text === undefined) return false;
  parent.text += text;
  return true;
}

function newElement(name: string, attributes: string): XmlElement {
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, key, double, single]) => [key!, unescape(double ?? single ?? '') ?? ''] as const,
  );
  return { name, attributes: new Map(pairs), children: new Map(), text: '' };
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LARGEST_CODE_POINT = 0x10ffff;

/** `undefined` where an ampersand begins nothing known. Line ends are normalized, as XML says. */
function unescape(text: string): string | undefined {
  const plain = text.replaceAll(/\r\n?/g, '\n');
  if (!plain.includes('&')) return plain;
  let isValid = true;
  const result = plain.replaceAll(/&(#x[\da-f]+|#\d+|\w+)?;?/gi, (whole, name: string | undefined) => {
    const character = name !== undefined && whole.endsWith(';') ? toCharacter(name) : undefined;
    isValid &&= character !== undefined;
    return character ?? '';
  });
  return isValid ? result : undefined;
}

function toCharacter(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= LARGEST_CODE_POINT ? String.fromCodePoint(code) : undefined;
}
