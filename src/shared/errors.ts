// The one table of errors: code -> HTTP status, message, hint. Inside the house an
// AppError carries a code and details; each edge (HTTP, CLI, web) renders it once.

/** Placeholders in braces are filled from the error's details; what stands in brackets is left out where its details are. */
export const ERROR_TABLE = {
  bad_request: { status: 400, message: '{reason}', hint: 'Correct the request and send it again.' },
  wrong_usage: { status: 400, message: '{reason}', hint: 'See {help}.' },
  invalid_input: { status: 400, message: '{where}: {reason}', hint: '{remedy}' },
  unknown_kpi: { status: 400, message: 'There is no KPI "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_measure: { status: 400, message: 'There is no measure "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_dimension: { status: 400, message: 'There is no dimension "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_stage: { status: 400, message: 'There is no stage "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_unit: { status: 400, message: 'There is no time unit "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_connector: { status: 400, message: 'There is no connector "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_setting: { status: 400, message: 'There is no setting "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_parameter: { status: 400, message: 'There is no parameter "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_time_zone: { status: 400, message: 'There is no time zone "{id}".', hint: 'Use an IANA name such as Europe/Prague.[ Did you mean {nearest}?]' },
  unknown_currency: { status: 400, message: '"{id}" is no ISO 4217 currency code.', hint: 'Use three letters such as EUR.[ Did you mean {nearest}?]' },
  unknown_model: { status: 400, message: 'There is no attribution model "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  unknown_conversion: { status: 400, message: 'There is no kind of conversion "{id}".', hint: '[Did you mean {nearest}? ]Valid: {valid}.' },
  too_many_channels: { status: 422, message: '{channels} different channels are too many: {reason}.', hint: '{remedy}' },
  too_few_conversions: { status: 422, message: '{model} is fitted to data, and {conversions} {kind} conversions in the period are too few for it: at least {least} are needed.', hint: 'Take a longer period or an earlier stage, or a rule such as linear. How many are enough is a setting: the cases below which figures count as few (fewSample).' },
  no_conversion_reachable: { status: 422, message: 'No path leads to a conversion: there is nothing to give credit for.', hint: 'Look at the column total_conversions, or take a longer period.' },
  invalid_range: { status: 400, message: 'The range from {from} to {to} holds no day.', hint: '"to" is exclusive and must lie after "from"; both are dates like 2026-03-01.' },
  too_many_rows: { status: 400, message: 'This split gives more than {limit} rows.', hint: 'Narrow it with a filter, a shorter period or fewer dimensions, or group: channels in place of campaigns or pages.' },
  missing_rate: { status: 422, message: 'No exchange rate for {currency}/{reporting} on {day} or the 7 days before it.', hint: 'Import the ECB\'s rates: leadline import fx eurofxref-hist.csv' },
  amount_too_large: { status: 422, message: 'An amount in the data is too large to be reckoned with.', hint: 'Is an id or a phone number mapped to an amount? Look for it among deals, subscriptions and costs, undo that import (leadline imports list), mend the mapping, and import again.' },
  not_found: { status: 404, message: 'There is no {what} "{id}".', hint: 'It may have been removed, or be spelled otherwise. Look at what there is and choose again.' },
  link_void: { status: 404, message: 'This link leads nowhere.', hint: 'It was revoked, or has lost a part on its way. Ask whoever sent it for another.' },
  history_too_short: { status: 422, message: '{where}: the history is too short to learn from: {found}.', hint: 'Enough would be {enough}. Or {remedy}.' },
  wrong_file: { status: 422, message: '{file} is not what {connector} reads: {found}.', hint: 'Expected {expected}.' },
  mapping_invalid: { status: 422, message: 'The mapping does not fit: {reason}', hint: '{remedy}' },
  ambiguous_dates: { status: 422, message: 'Every date in column "{column}" can be read day first or month first (for example {example}).', hint: 'Say which: {remedy}' },
  mixed_dates: { status: 422, message: 'Column "{column}" mixes dates with the day first ({first}) and with the month first ({second}).', hint: 'Write all dates one way, best as 2026-03-31, or say dateOrder: dmy or mdy {where}: the others are refused row by row.' },
  ambiguous_numbers: { status: 422, message: 'Every number in column "{column}" can be read with its sign between thousands or before a fraction (for example {example}).', hint: 'Say which sign is the decimal one: decimal: "." or decimal: "," {where}.' },
  import_running: { status: 409, message: 'Import {id} is running.', hint: 'Wait until it has ended, or cancel it.' },
  import_stopped: { status: 409, message: 'Import {id} of {file} is {state}.', hint: 'Go on with it: leadline imports resume {id}' },
  already_undone: { status: 409, message: 'Import {id} has been undone already.', hint: 'Import the file again to have its facts back.' },
  changed_meanwhile: { status: 409, message: '{what} has been changed meanwhile, by another page or person.', hint: 'Look at it as it is now, then make your change again.' },
  data_folder_in_use: { status: 409, message: 'The data folder {path} is held by process {pid}{what}.', hint: 'Stop that process, or set LEADLINE_DATA to another folder.' },
  database_in_use: { status: 409, message: 'The database that DATABASE_URL names is held by {holder}.', hint: 'Stop that process, or give this installation a database of its own.' },
  migration_changed: { status: 500, message: 'Migration {file} has changed since it was applied.', hint: 'Restore the file as it was released; put changes into a new migration.' },
  migration_unknown: { status: 500, message: 'The data was written by a newer version (migration {file} is unknown here).', hint: 'Run that version or newer.' },
  store_unavailable: { status: 503, message: 'The {store} store does not answer: {reason}', hint: 'Run `leadline doctor`.' },
  server_unreachable: { status: 503, message: 'The server at {url} (process {pid}) holds the data folder but does not answer: {reason}', hint: 'Wait until it has started, or stop that process and try again.' },
  mail_not_set_up: { status: 422, message: 'No mail can be sent: {variable} is not set.', hint: 'Set it, for example to {example}, and start Leadline again.' },
  disk_full: { status: 507, message: 'No space is left on the disk that holds {path}.', hint: 'Free some space and run the import again: it goes on where it stopped.' },
  shutting_down: { status: 503, message: 'Leadline is shutting down.', hint: 'Try again when it is back.' },
  config_invalid: { status: 500, message: '{variable} is not usable: {reason}', hint: '{remedy}' },
  listen_refused: { status: 500, message: 'Leadline does not listen on {host}: without accounts and roles only this machine may reach it.', hint: 'Set HOST to 127.0.0.1 or ::1, and reach it from elsewhere through an SSH tunnel.' },
  web_not_built: { status: 404, message: 'The web app is not built.', hint: 'Run `npm run build` and start again. The API works without it: see /api/docs.' },
  port_in_use: { status: 500, message: 'Port {port} on {host} is taken by another process.', hint: 'Stop that process, or set PORT to another number.' },
  method_not_allowed: { status: 405, message: '{method} is not possible on {path}.', hint: 'Possible here: {valid}.' },
  unsupported_media_type: { status: 415, message: 'The body of this request has to be {expected}.', hint: 'Send it with the header Content-Type: {expected}.' },
  forbidden: { status: 403, message: '{reason}', hint: 'Open Leadline at the address it printed at start.' },
  unauthorized: { status: 401, message: 'This needs a caller who may {action}.', hint: 'Call it from the machine that Leadline runs on.' },
  payload_too_large: { status: 413, message: 'The request is larger than {limit}.', hint: 'Send it in smaller parts.' },
  internal: { status: 500, message: 'Something failed on our side.', hint: 'The log has the cause under id {ref}.' },
} as const satisfies Record<string, { status: number; message: string; hint: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** The document every edge shows: `{ error: { code, message, hint, details? } }`. */
export interface ErrorDocument {
  error: { code: ErrorCode; message: string; hint: string; details?: ErrorDetails };
}

const fill = (template: string, details: ErrorDetails): string => {
  const has = (part: string): boolean => [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => details[name] !== undefined && details[name] !== null);
  return template.replace(/\[([^\]]*)\]/g, (_, part: string) => (has(part) ? part : '')).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    if (value === undefined || value === null) return '';
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
};

/** An error with a code of ERROR_TABLE; `details` fill its message and hint. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(fill(ERROR_TABLE[code].message, details), options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }

  get hint(): string {
    return fill(ERROR_TABLE[this.code].hint, this.details);
  }

  toDocument(): ErrorDocument {
    const { code, message, hint, details } = this;
    return { error: { code, message, hint, ...(Object.keys(details).length > 0 && { details }) } };
  }
}
