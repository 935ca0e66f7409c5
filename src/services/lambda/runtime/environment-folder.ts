import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** An execution environment's own files: `var/task` (code), `opt` (layers), `tmp`, and beside the code the runtime's modules. */
export interface EnvironmentFolder {
  readonly root: string;
  /** As the process sees them: AWS's paths in a sandbox, otherwise the folder's own. */
  readonly inside: { readonly task: string; readonly opt: string; readonly tmp: string; readonly runtime: string };
  readonly isSandboxed: boolean;
}

/** Name in `node_modules` to the folder it stands for. */
export type ModuleLinks = Readonly<Record<string, string>>;

export async function createEnvironmentFolder(root: string, isSandboxed: boolean): Promise<EnvironmentFolder> {
  await Promise.all(['var/task', 'opt', 'tmp'].map((part) => mkdir(join(root, part), { recursive: true })));
  const base = isSandboxed ? '/' : root;
  return {
    root,
    isSandboxed,
    inside: {
      task: join(base, 'var', 'task'),
      opt: join(base, 'opt'),
      tmp: join(base, 'tmp'),
      runtime: join(base, 'var', 'runtime'),
    },
  };
}

/** Puts the code, the layers and the runtime's modules in place. */
export async function fillEnvironmentFolder(
  folder: EnvironmentFolder,
  codeDirectory: string,
  layerDirectories: readonly string[],
  modules: ModuleLinks,
): Promise<void> {
  // In a sandbox the mount is read-only, so the files can be shared; outside, a function could change its neighbour's.
  const place = folder.isSandboxed ? linkOrCopy : copy;
  await Promise.all([
    placeTree(codeDirectory, join(folder.root, 'var', 'task'), place),
    placeLayers(layerDirectories, join(folder.root, 'opt'), place),
    linkModules(join(folder.root, 'var', 'node_modules'), modules),
  ]);
}

export const removeEnvironmentFolder = (folder: EnvironmentFolder): Promise<void> =>
  rm(folder.root, { recursive: true, force: true, maxRetries: 3 });

/** Node looks for packages beside the code, then in the folders above it: there the function's own come first, as on AWS. */
async function linkModules(target: string, modules: ModuleLinks): Promise<void> {
  const entries = Object.entries(modules);
  if (entries.length === 0) return;
  await mkdir(target, { recursive: true });
  // A junction needs no privilege on Windows; elsewhere the type is ignored.
  await Promise.all(entries.map(([name, path]) => symlink(path, join(target, name), 'junction')));
}

async function placeLayers(layers: readonly string[], target: string, place: PlaceFile): Promise<void> {
  for (const layer of layers) await placeTree(layer, target, place);
}

type PlaceFile = (from: string, to: string) => Promise<void>;

async function placeTree(from: string, to: string, place: PlaceFile): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) {
        await mkdir(target, { recursive: true });
        return placeTree(source, target, place);
      }
      // A later layer covers an earlier one's file.
      if (entry.isSymbolicLink()) return replacing(target, async () => symlink(await readlink(source), target));
      return replacing(target, () => place(source, target));
    }),
  );
}

async function replacing(target: string, create: () => Promise<void>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await rm(target, { recursive: true, force: true });
    await create();
  }
}

const copy: PlaceFile = (from, to) => copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Another file system, one without hard links, or a file of another user.
    await copy(from, to);
  }
}
