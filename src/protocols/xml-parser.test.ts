import { expect, test } from 'vitest';
import { parseXml } from './xml-parser.ts';

test('elements, attributes, text, entities and CDATA', () => {
  const root = parseXml(
    `<?xml version="1.0"?><!-- note --><a:root xmlns:a="urn:a" xsi:type='x&amp;y'>
      <item>1 &lt; 2 &#x41;&#66;</item><item/><b:item><![CDATA[<raw>&amp;]]></b:item>
    </a:root>\n`,
  )!;
  expect(root.attributes.get('xsi:type')).toBe('x&y');
  expect(root.children.get('item')!.map(({ text }) => text)).toEqual(['1 < 2 AB', '', '<raw>&amp;']);
});

test.each([
  '',
  'text',
  '<a>',
  '<a></b>',
  '<a/><b/>',
  '<a/>text',
  '<a>&unknown;</a>',
  '<a>&amp</a>',
  '<a>& b</a>',
  '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
  '<a b=<c/>',
  '</a>',
])('%j is not XML that we take', (text) => expect(parseXml(text)).toBeUndefined());

test('deep nesting is refused', () => {
  expect(parseXml('<a>'.repeat(100_000) + '</a>'.repeat(100_000))).toBeUndefined();
});
