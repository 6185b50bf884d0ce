// What the rest of the house asks of imports; made by createImports.
import type { ConnectorList, ImportDocument, ImportRequest, PreviewDocument, PreviewRequest, UploadReceipt } from '../shared/api/imports.js';
import type { Workspace } from '../shared/workspace.js';

export interface Imports {
  connectors(): ConnectorList;
  /** Stores a file as it comes; durable when the promise resolves, nothing kept when the stream breaks off. */
  saveUpload(workspace: Workspace, body: AsyncIterable<Uint8Array>, name: string): Promise<UploadReceipt>;
  /** Stores the files of a stored archive each for itself, in its place. @throws AppError not_found; wrong_file: it is no archive, or a damaged one */
  unpack(workspace: Workspace, uploadId: string): Promise<UploadReceipt[]>;
  /** What a file is and what its first rows would become; writes nothing. @throws AppError not_found, wrong_file, mapping_invalid, ambiguous_dates */
  preview(workspace: Workspace, request: PreviewRequest): Promise<PreviewDocument>;
  /** Begins an import in the background, one at a time; the same file again goes on where an interrupted one stopped. */
  start(workspace: Workspace, request: ImportRequest): Promise<ImportDocument>;
  /** @throws AppError not_found, as everything that takes an id */
  get(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** The newest first. */
  list(workspace: Workspace): Promise<ImportDocument[]>;
  /** The one that ended last, whatever became of it; no dry run. */
  lastEnded(workspace: Workspace): Promise<ImportDocument | undefined>;
  /** Stops a waiting or running import at its next checkpoint; what came in until then stays, and can be undone. */
  cancel(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** Goes on with an interrupted, cancelled or failed import where it stopped; not_found when its file is no longer kept. */
  resume(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** Takes out what only this import supplied. Idempotent until it has succeeded. @throws AppError import_running, already_undone */
  undo(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** The refused rows as CSV. */
  rejects(workspace: Workspace, id: string): AsyncIterable<Uint8Array>;
  /** Goes on with the imports that a killed process left half done. */
  resumeInterrupted(): Promise<void>;
  /** Running imports stop at a checkpoint. */
  close(): Promise<void>;
}
