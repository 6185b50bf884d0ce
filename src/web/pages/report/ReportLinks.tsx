// Links that show the report without a login: made for somebody, told once, listed, and revoked at once.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MadeShare, ReportShare } from '../../../shared/api/report.js';
import { isLocalAddress } from '../../../shared/is-local-address.js';
import { reportPeriodLabel, type ReportChoice } from '../../analysis/report-choice.js';
import { makeReportLink, revokeReportLink } from '../../api/api-client.js';
import { reportLinksQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './report.module.css';

export function ReportLinks({ chosen }: { readonly chosen: ReportChoice }) {
  const { calendar, settings } = useWorkspace();
  const cache = useQueryClient();
  const links = useQuery(reportLinksQuery);
  const [name, setName] = useState('');
  const [made, setMade] = useState<MadeShare | null>(null);
  const make = useMutation({
    mutationFn: () => makeReportLink({ name: name.trim(), period: chosen.period }),
    onSuccess: (one) => {
      setName('');
      setMade(one);
      return cache.invalidateQueries({ queryKey: reportLinksQuery.queryKey });
    },
  });
  const revoke = useMutation({
    mutationFn: (one: ReportShare) => revokeReportLink(one.id),
    onSuccess: (now, one) => {
      cache.setQueryData(reportLinksQuery.queryKey, now);
      if (made?.share.id === one.id) setMade(null);
    },
  });
  const failed = [make, revoke].find((m) => m.isError);
  const end = (one: ReportShare): void => {
    if (window.confirm(`End the link for “${one.name}” at once? Whoever opens it then reads that it leads nowhere. It can’t be brought back.`)) revoke.mutate(one);
  };
  const about = (one: ReportShare): string => reportPeriodLabel(one.period, calendar);
  const columns: Column<ReportShare>[] = [
    { id: 'name', header: 'For', text: (s) => s.name, cell: (s) => <bdi className={s.revokedAt === null ? undefined : 'faint'}>{s.name}</bdi> },
    { id: 'about', header: 'Shows', text: about, cell: about },
    { id: 'made', header: 'Made', text: (s) => s.createdAt, cell: (s) => <span className="nowrap">{formatInstant(s.createdAt, settings.timeZone)}</span> },
    {
      id: 'state', header: 'Revoked', align: 'right', text: (s) => s.revokedAt ?? '',
      cell: (s) => (s.revokedAt !== null ? <span className="faint nowrap">{formatInstant(s.revokedAt, settings.timeZone)}</span>
        : <button type="button" className="link small no-print" aria-label={`Revoke the link for ${s.name}`} disabled={revoke.isPending} onClick={() => end(s)}>revoke</button>),
    },
  ];
  return (
    <Section title="Links that share it" note="whoever has one sees the report without a login, until it is revoked" busy={links.isPending}>
      <form className={`${styles.line ?? ''} no-print`} onSubmit={(e) => { e.preventDefault(); make.mutate(); }}>
        <label className="small">A link for <input className={styles.input} value={name} maxLength={100} placeholder="the board" onChange={(e) => setName(e.currentTarget.value)} /></label>
        <button type="submit" className={styles.button} disabled={name.trim() === '' || make.isPending}>{make.isPending ? 'Making …' : 'Make a link'}</button>
        <span className="small faint">to the report about {reportPeriodLabel(chosen.period, calendar)}{'period' in chosen.period ? ', which moves on' : ''}</span>
      </form>
      {failed && <ErrorState error={failed.error} headline={failed === make ? 'No link was made.' : 'The link was not revoked.'} />}
      {made && <NewLink key={made.share.id} made={made} />}
      {links.isError ? <ErrorState error={links.error} what="The links" onRetry={() => void links.refetch()} />
      : !links.data ? <TableBones rows={3} />
      : links.data.shares.length === 0 ? <EmptyState>Here stand links, for whom each was made, and a way to end it. None yet.</EmptyState>
      : <DataTable caption="Links that share the report" columns={columns} rows={links.data.shares} keyOf={(s) => s.id} inOrder />}
    </Section>
  );
}

/** Its address is told once: only its hash is kept. */
function NewLink({ made: { share, url } }: { readonly made: MadeShare }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles.made} role="status">
      <p className="small">The link for <bdi>{share.name}</bdi>. Copy it now: it is not shown again.</p>
      <div className={styles.line}>
        <input className={styles.address} readOnly value={url} aria-label="Address of the link" onFocus={(e) => e.currentTarget.select()} />
        <button type="button" className={styles.button} onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>{copied ? 'copied' : 'copy'}</button>
      </div>
      {isLocalAddress(url) && <p className="small warn">It opens on this machine only. For people elsewhere, whoever runs Leadline sets LEADLINE_PUBLIC_URL to an address that leads here; links made after that begin with it.</p>}
    </div>
  );
}
