// The refused rows of an import as CSV: where, what, why and how to mend it, then the row's own cells under their own
// names, so that the file can be mended and imported again. Cells stand as they came, also those that begin with = or +:
// what would keep a spreadsheet from reading them as formulas would change the data (docs/decisions/0005-rejects-as-they-came.md).
import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { RowProblem } from '../connectors/connector.js';
import { asFolderError } from '../database/folder-error.js';

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** Names that no product's export has, so that a mended file is read by the mapping that read the first one. */
const REJECT_COLUMNS = ['refused_line', 'refused_column', 'refused_cell', 'refused_because', 'refused_remedy'] as const;

/** Whether a column was added here and is none of the row's own. */
export const isRejectColumn = (name: string): boolean => (REJECT_COLUMNS as readonly string[]).includes(name);

/** Spreadsheets take a file without it for one in another encoding, and spoil it when they save. */
const BYTE_ORDER_MARK = '\ufeff';

export const rejectsPath = (folder: string, importId: bigint): string => path.join(folder, `${importId}.csv`);

/** A refused row as a line of the file. A row that was refused before keeps its own cells only. */
export function refusalLine(at: number, problem: RowProblem, header: readonly string[], cells: readonly string[]): string {
  const own = header.some(isRejectColumn) ? cells.filter((_, i) => !isRejectColumn(header[i] ?? '')) : cells;
  return line([String(at), problem.column ?? '', problem.value ?? '', problem.reason, problem.remedy, ...own]);
}

export class RejectsFile {
  private constructor(private readonly handle: FileHandle, private readonly folder: string, private readonly header: readonly string[], private written: number) {}

  /** @param keep bytes that belong to rows dealt with; what an attempt that was cut off wrote behind them is dropped */
  static async open(folder: string, importId: bigint, header: readonly string[], keep: number): Promise<RejectsFile> {
    try {
      await mkdir(folder, { recursive: true });
      const handle = await open(rejectsPath(folder, importId), keep === 0 ? 'w' : 'r+', 0o600);
      await handle.truncate(keep);
      return new RejectsFile(handle, folder, header, keep);
    } catch (error) {
      throw asFolderError(error, folder);
    }
  }

  /** On disk when the promise resolves. @returns bytes of the file */
  async append(refusals: string): Promise<number> {
    if (refusals === '') return this.written;
    const bytes = Buffer.from(this.written === 0 ? `${BYTE_ORDER_MARK}${line([...REJECT_COLUMNS, ...this.header.filter((name) => !isRejectColumn(name))])}${refusals}` : refusals);
    try {
      await this.handle.write(bytes, 0, bytes.length, this.written);
      await this.handle.datasync();
    } catch (error) {
      throw asFolderError(error, this.folder);
    }
    this.written += bytes.length;
    return this.written;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

export async function* readRejects(folder: string, importId: bigint): AsyncIterable<Uint8Array> {
  for await (const chunk of createReadStream(rejectsPath(folder, importId))) yield chunk as Buffer;
}
