// An error that was said elsewhere, by the server or by an import that it ended, and is passed on word for word.
import type { ErrorDocument } from '../shared/errors.js';

export interface Reported {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

export class ReportedError extends Error {
  override readonly name = 'ReportedError';
  readonly code: string;
  readonly hint: string;
  private readonly details: Reported['details'];

  constructor({ code, message, hint, details }: Reported) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.details = details;
  }

  toDocument(): { error: Omit<ErrorDocument['error'], 'code'> & { code: string } } {
    const { code, message, hint, details } = this;
    return { error: { code, message, hint, ...(details !== undefined && { details }) } };
  }
}
