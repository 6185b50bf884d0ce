// A file before and while it is imported: what it was recognised as, what its rows become, its mapping, the check of all
// rows that writes nothing, and then the import itself.
import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BRINGS, importRank, type ImportRequest, type PreviewDocument } from '../../../shared/api/imports.js';
import { ApiError, startImport } from '../../api/api-client.js';
import { connectorsQuery, previewQuery } from '../../api/queries.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatFigure } from '../../format/format-figure.js';
import { DryRun } from './DryRun.js';
import { GuessNotes } from './GuessNotes.js';
import { sureWords } from './import-words.js';
import styles from './imports.module.css';
import { ImportReport } from './ImportReport.js';
import { MappingEditor } from './MappingEditor.js';
import { PreviewTable } from './PreviewTable.js';
import { answerInMapping, answersTo, type ReadingAnswer } from './reading-questions.js';
import { ReadingQuestion } from './ReadingQuestion.js';

/** What its reader has chosen so far; the server guesses the rest. */
interface Choice {
  readonly connector?: string;
  readonly mapping?: string;
  readonly options?: Record<string, unknown>;
}

/** An import that can be started. */
export interface ReadyImport {
  readonly start: () => void;
  /** Among several at once: 0 is best imported first. */
  readonly rank: number;
}

interface Props {
  readonly uploadId: string;
  readonly file: string;
  /** Told how to start the import as soon as it can be, and undefined when it has been or cannot be. */
  readonly onReady: (start: ReadyImport | undefined) => void;
}

export function FilePreview({ uploadId, file, onReady }: Props) {
  const [choice, setChoice] = useState<Choice>({});
  const preview = useQuery({ ...previewQuery({ uploadId, ...choice }), placeholderData: keepPreviousData });
  // A mapping that does not fit leaves the last good preview in sight, under the error.
  const [good, setGood] = useState<PreviewDocument>();
  useEffect(() => {
    if (preview.data && !preview.isPlaceholderData) setGood(preview.data);
  }, [preview.data, preview.isPlaceholderData]);
  const current = preview.isPlaceholderData || preview.isError ? undefined : preview.data;
  const shown = current ?? good;
  const begin = useMutation({ mutationFn: startImport });
  const written = begin.data?.id;
  const connectors = useQuery(connectorsQuery);
  const as = current?.recognised.find((r) => r.connector === current.connector)?.as ?? null;
  const rank = current && connectors.data ? importRank(connectors.data, current.connector, as) : LAST;
  useReady(current && written === undefined && !begin.isPending ? requestOf(current, choice) : undefined, rank, begin.mutate, onReady);

  if (written !== undefined) return <ImportReport id={written} begunHere />;
  const question = preview.error instanceof ApiError && answersTo(preview.error).length > 0 ? preview.error : undefined;
  const answer = (given: ReadingAnswer): void => setChoice(answered(choice, given, choice.mapping ?? shown?.mapping ?? mappingOf(question)));
  if (question) return <ReadingQuestion error={question} onAnswer={answer} />;
  if (!shown) return preview.isError ? <ErrorState error={preview.error} what={file} holds="Nothing has been written." onRetry={() => void preview.refetch()} /> : <TableBones rows={5} />;
  const ask = current && requestOf(current, choice);
  return (
    <div className={styles.preview}>
      <Recognised preview={shown} onConnector={(connector) => setChoice({ connector })} />
      {preview.isError && choice.mapping === undefined && <ErrorState error={preview.error} what={file} holds="Nothing has been written." />}
      {shown.sample.length > 0 ? <PreviewTable preview={shown} stale={current === undefined} /> : <p>No row becomes anything yet. The file’s columns: {shown.header.join(', ')}.</p>}
      {choice.mapping === undefined && <GuessNotes preview={shown} />}
      {shown.mapping !== null && (
        <MappingEditor key={shown.connector} mapping={shown.mapping} file={file} error={choice.mapping !== undefined ? preview.error : null} open={shown.sample.length === 0} busy={preview.isFetching} onApply={(mapping) => setChoice({ connector: shown.connector, mapping })} />
      )}
      {ask && (
        <DryRun key={JSON.stringify(ask)} ask={ask}>
          {(checked) => <Button onClick={() => begin.mutate(ask)} loading={begin.isPending} disabled={checked?.accepted === 0 && checked.duplicates === 0}>Import</Button>}
        </DryRun>
      )}
      {begin.isError && <ErrorState error={begin.error} headline="The import did not begin." holds="Nothing has been written." />}
    </div>
  );
}

/** What nothing is known of comes after all else. */
const LAST = BRINGS.length;

type Request = Omit<ImportRequest, 'dryRun'>;

const requestOf = ({ uploadId, connector, mapping }: PreviewDocument, { options }: Choice): Request => ({ uploadId, connector, ...(mapping !== null && { mapping }), ...(options && { options }) });

/** The choice with an answer in it: in the mapping where the file is read by one, else in the options. */
function answered(choice: Choice, answer: ReadingAnswer, mapping: string | null | undefined): Choice {
  if (mapping !== null && mapping !== undefined) return { ...choice, mapping: answerInMapping(mapping, answer) };
  return { ...choice, options: { ...choice.options, [answer.option]: answer.value } };
}

/** The guessed mapping that a refusal may carry. */
const mappingOf = (error: ApiError | undefined): string | undefined => (typeof error?.details['mapping'] === 'string' ? error.details['mapping'] : undefined);

/** Tells the desk how to start this import, and takes it back when that changes. */
function useReady(request: Request | undefined, rank: number, start: (request: Request) => void, onReady: Props['onReady']): void {
  const key = request && JSON.stringify(request);
  useEffect(() => {
    if (request === undefined) return;
    onReady({ start: () => start(request), rank });
    return () => onReady(undefined);
    // What the request says is in its key; the listeners are stable.
  }, [key, rank, start, onReady]);
}

function Recognised({ preview, onConnector }: { readonly preview: PreviewDocument; readonly onConnector: (name: string) => void }) {
  const connectors = useQuery(connectorsQuery);
  const best = preview.recognised.find((r) => r.connector === preview.connector);
  const others = (connectors.data?.connectors ?? []).filter((c) => !preview.recognised.some((r) => r.connector === c.name));
  return (
    <p className={styles.recognised}>
      Read as{' '}
      <select className={styles.select} aria-label="Read the file as" value={preview.connector} onChange={(e) => onConnector(e.currentTarget.value)}>
        {preview.recognised.map((r) => <option key={r.connector} value={r.connector}>{r.label}{r.as !== null && !r.label.includes(r.as) ? `, ${r.as}` : ''}</option>)}
        {others.map((c) => <option key={c.name} value={c.name}>{c.label}</option>)}
      </select>{' '}
      <span className="muted">{preview.mapping !== null ? 'no product’s export was recognised; its columns are read by the mapping below' : best ? `${sureWords(best.confidence)} (${formatFigure(best.confidence, { unit: 'rate', currency: '', digits: 0 })})` : 'chosen by you'}</span>
    </p>
  );
}
