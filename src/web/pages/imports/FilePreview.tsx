// A file before and while it is imported: what it was recognised as, what its rows become, its mapping, the check of all
// rows that writes nothing, and then the import itself.
import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PreviewDocument } from '../../../shared/api/imports.js';
import { startImport } from '../../api/api-client.js';
import { connectorsQuery, previewQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatFigure } from '../../format/format-figure.js';
import { DryRun } from './DryRun.js';
import { sureWords } from './import-words.js';
import styles from './imports.module.css';
import { ImportReport } from './ImportReport.js';
import { MappingEditor } from './MappingEditor.js';
import { PreviewTable } from './PreviewTable.js';

interface Choice {
  readonly connector?: string;
  readonly mapping?: string;
}

export function FilePreview({ uploadId, file }: { readonly uploadId: string; readonly file: string }) {
  const [choice, setChoice] = useState<Choice>({});
  const preview = useQuery({ ...previewQuery({ uploadId, ...choice }), placeholderData: keepPreviousData });
  // A mapping that does not fit leaves the last good preview in sight, under the error.
  const [good, setGood] = useState<PreviewDocument>();
  useEffect(() => {
    if (preview.data && !preview.isPlaceholderData) setGood(preview.data);
  }, [preview.data, preview.isPlaceholderData]);
  const current = preview.isPlaceholderData || preview.isError ? undefined : preview.data;
  const shown = current ?? good;
  const ask = current && { uploadId, connector: current.connector, ...(current.mapping !== null && { mapping: current.mapping }) };

  const begin = useMutation({ mutationFn: startImport });
  const written = begin.data?.id;
  if (written !== undefined) return <ImportReport id={written} onEnd={() => void forgetFigures()} />;
  if (!shown) return preview.isError ? <ErrorState error={preview.error} what={file} holds="Nothing has been written." onRetry={() => void preview.refetch()} /> : <TableBones rows={5} />;
  return (
    <div className={styles.preview}>
      <Recognised preview={shown} onConnector={(connector) => setChoice({ connector })} />
      {preview.isError && choice.mapping === undefined && <ErrorState error={preview.error} what={file} holds="Nothing has been written." />}
      <PreviewTable preview={shown} stale={current === undefined} />
      {shown.mapping !== null && (
        <MappingEditor key={shown.connector} mapping={shown.mapping} file={file} error={choice.mapping !== undefined ? preview.error : null} busy={preview.isFetching} onApply={(mapping) => setChoice({ connector: shown.connector, mapping })} />
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

function Recognised({ preview, onConnector }: { readonly preview: PreviewDocument; readonly onConnector: (name: string) => void }) {
  const connectors = useQuery(connectorsQuery);
  const best = preview.recognised.find((r) => r.connector === preview.connector);
  const others = (connectors.data?.connectors ?? []).filter((c) => !preview.recognised.some((r) => r.connector === c.name));
  return (
    <p className={styles.recognised}>
      Read as{' '}
      <select className={styles.select} aria-label="Read the file as" value={preview.connector} onChange={(e) => onConnector(e.currentTarget.value)}>
        {preview.recognised.map((r) => <option key={r.connector} value={r.connector}>{r.label}{r.as !== null ? `, ${r.as}` : ''}</option>)}
        {others.map((c) => <option key={c.name} value={c.name}>{c.label}</option>)}
      </select>{' '}
      {best ? <span className="muted">{sureWords(best.confidence)} ({formatFigure(best.confidence, { unit: 'rate', currency: '', digits: 0 })})</span> : <span className="muted">chosen by you</span>}
    </p>
  );
}
