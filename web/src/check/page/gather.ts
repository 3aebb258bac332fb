import type { Given } from '../given';

const fromFile = (file: File, path: string): Given => ({
  path,
  size: file.size,
  read: async () => new Uint8Array(await file.arrayBuffer()),
});

/** The files of a picker; of a folder they bear their paths inside it. */
export const fromPicker = (files: FileList | null): Given[] =>
  [...(files ?? [])].map((file) => fromFile(file, file.webkitRelativePath || file.name));

export function fromText(text: string, path: string): Given {
  const bytes = new TextEncoder().encode(text);
  return { path, size: bytes.length, isPasted: true, read: () => Promise.resolve(bytes) };
}

/** What was dropped: files, and folders with all that is in them. To be called while the drop is handled. */
export async function fromDrop(transfer: DataTransfer): Promise<Given[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  if (entries.every((entry) => entry === null)) {
    const text = transfer.getData('text/plain');
    return files.length > 0 || text === '' ? files.map((file) => fromFile(file, file.name)) : [fromText(text, '')];
  }
  const all: Given[] = [];
  for (const entry of entries) if (entry) await walk(entry, '', all);
  return all;
}

async function walk(entry: FileSystemEntry, folder: string, all: Given[]): Promise<void> {
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    all.push(fromFile(file, path));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader hands out a part at a time, and nothing at the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const inside of part) await walk(inside, `${path}/`, all);
  }
}

/** The new beside the old; what has the path of an old one takes its place. */
export function added(old: readonly Given[], more: readonly Given[]): Given[] {
  const paths = new Set(more.map(({ path }) => path));
  return [...old.filter(({ path }) => !paths.has(path)), ...more];
}
