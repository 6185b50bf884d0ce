// The refused rows of an import as CSV: where, what, why and how to mend it, then the row's own cells under their own
// names, so that the file can be mended and imported again. Cells stand as they came, also those that begin with = or +.
import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { RowProblem } from '../connectors/connector.js';
import { asDiskError } from './uploads.js';

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

export const rejectsPath = (folder: string, importId: bigint): string => path.join(folder, `${importId}.csv`);

export class RejectsFile {
  private waiting = '';

  private constructor(private readonly handle: FileHandle, private readonly folder: string, private written: number) {}

  /** @param keep bytes that belong to rows dealt with; what an attempt that was cut off wrote behind them is dropped */
  static async open(folder: string, importId: bigint, header: readonly string[], keep: number): Promise<RejectsFile> {
    try {
      await mkdir(folder, { recursive: true });
      const handle = await open(rejectsPath(folder, importId), keep === 0 ? 'w' : 'r+', 0o600);
      await handle.truncate(keep);
      const file = new RejectsFile(handle, folder, keep);
      if (keep === 0) file.waiting = line(['line', 'column', 'value', 'reason', 'remedy', ...header]);
      return file;
    } catch (error) {
      throw asDiskError(error, folder);
    }
  }

  add(at: number, problem: RowProblem, cells: readonly string[]): void {
    this.waiting += line([String(at), problem.column ?? '', problem.value ?? '', problem.reason, problem.remedy, ...cells]);
  }

  /** Writes what waits; on disk when the promise resolves. @returns bytes of the file */
  async flush(): Promise<number> {
    if (this.waiting === '') return this.written;
    const bytes = Buffer.from(this.waiting);
    try {
      await this.handle.write(bytes, 0, bytes.length, this.written);
      await this.handle.datasync();
    } catch (error) {
      throw asDiskError(error, this.folder);
    }
    this.waiting = '';
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
