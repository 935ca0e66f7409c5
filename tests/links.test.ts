import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const FOLDERS = ['docs', 'labs', 'src', 'runtimes', 'scripts', 'bench', 'tests'];
const pages = [
  ...readdirSync(root),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
].filter((name) => name.endsWith('.md') && !name.includes('node_modules'));

/** The page without its code, whose brackets are no links. */
const prose = (page: string) =>
  readFileSync(page, 'utf8')
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/`[^`\n]*`/g, '`');

/** GitHub's name of a heading: lower case, without punctuation, spaces as hyphens; the second of a name has `-1`. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(page, 'utf8').replaceAll(/^```.*?^```/gms, '');
  const seen = new Map<string, number>();
  const anchors = [...text.matchAll(/^#+\s+(.+?)\s*$/gm)].map(([, heading]) => {
    const slug = heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    const earlier = seen.get(slug) ?? 0;
    seen.set(slug, earlier + 1);
    return earlier === 0 ? slug : `${slug}-${earlier}`;
  });
  return new Set(anchors);
}

function isBroken(page: string, link: string): boolean {
  const [path, anchor] = link.split('#') as [string, string?];
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (!existsSync(target)) return true;
  return anchor !== undefined && (statSync(target).isDirectory() || !anchorsOf(target).has(anchor));
}

test('there are pages', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', join('docs', 'glossary.md'), join('labs', 'orders', 'README.md')]),
  );
});

test.each(pages)('every link of %s leads to a file and a heading that are there', (name) => {
  const page = join(root, name);
  const links = [...prose(page).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, link]) => link!);
  const own = links.filter((link) => !/^[a-z]+:/.test(link));
  expect(own.filter((link) => isBroken(page, link))).toEqual([]);
  expect(own.filter((link) => relative(root, join(dirname(page), link)).startsWith('..'))).toEqual([]);
});

test.each(pages)('every path that %s names is there', (name) => {
  const text = readFileSync(join(root, name), 'utf8').replaceAll(/^```.*?^```/gms, '');
  const named = [...text.matchAll(/`((?:src|tests|docs|labs|runtimes|scripts|bench|bin)\/[\w./-]+)`/g)];
  expect(named.map(([, path]) => path!).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
