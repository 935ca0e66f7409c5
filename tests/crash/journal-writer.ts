// Run as a process of its own: tells what is in the folder, then writes, and tells what was acknowledged.
import { SystemClock } from '../../src/kernel/clock.ts';
import { DiskJournal } from '../../src/storage/disk/journal.ts';
import { DiskStorage } from '../../src/storage/disk/disk-storage.ts';

const WRITERS = 12;
/** Full after some dozen groups, so that a kill meets every moment in the life of a segment. */
const SEGMENT_BYTES = 128 * 1024;

const [folder = ''] = process.argv.slice(2);
const storage = await DiskStorage.open({
  folder,
  clock: new SystemClock(),
  openJournal: (path, lastSequence) => new DiskJournal(path, lastSequence, SEGMENT_BYTES),
});

await Promise.all(
  Array.from({ length: WRITERS }, async (_, writer) => {
    const found = await storage.read(async (snapshot) => {
      const [left, right] = [await snapshot.get(['left', writer]), await snapshot.get(['right', writer])];
      const passing = await snapshot.list({ prefix: ['passing', writer] });
      return { left: versionOf(left), right: versionOf(right), passing: passing.map(({ key }) => Number(key[2])) };
    });
    console.log(JSON.stringify({ writer, found }));
    for (let version = found.left + 1; ; version++) {
      const value = Buffer.alloc(100 + ((version * 7919) % 5000), `${version} `);
      await storage.transact([writer], (tx) => {
        tx.set(['left', writer], value);
        tx.set(['right', writer], value);
        tx.set(['passing', writer, version], value);
        tx.delete(['passing', writer, version - 1]);
      });
      console.log(JSON.stringify({ writer, version }));
    }
  }),
);

function versionOf(value: Uint8Array | undefined): number {
  return value ? Number.parseInt(Buffer.from(value).toString(), 10) : 0;
}
