/** Files that were dropped, with those in folders among them. */
import { offered, offeredFile, type Offered } from './useTaking.ts';

/** Of what one drop brings, so that a whole disk dropped by mistake ends. */
const MOST_FILES = 5_000;

/** Must be called while the drop is handled: its items are gone afterwards. Folders are read in the order of their names. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly Offered[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  // Where the page is not given entries, the files themselves have to do.
  if (entries.every((entry) => entry === null)) return offered(plain);
  const files: Offered[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, files);
  return files;
}

async function collect(entry: FileSystemEntry, files: Offered[]): Promise<void> {
  if (files.length >= MOST_FILES) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ ...offeredFile(file), path: entry.fullPath.replace(/^\//u, '') });
  } else if (isFolder(entry)) {
    const inside = await contentOf(entry);
    const sorted = inside.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    for (const one of sorted) await collect(one, files);
  }
}

/** A reader gives a hundred at a time, and then none. */
async function contentOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (more.length === 0) return found;
    found.push(...more);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
