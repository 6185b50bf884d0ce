// Begins a dashboard: from a template, empty, or from a file that was exported.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { MOST_NAME, type Dashboard } from '../../../shared/api/dashboards.js';
import { TEMPLATES, type TemplateId } from '../../../shared/dashboards/templates.js';
import { createDashboard, importDashboard } from '../../api/api-client.js';
import { dashboardQuery, dashboardsQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import styles from './dashboards.module.css';

const EMPTY = { id: 'empty', label: 'Empty', description: 'No cards yet: add your own.' } as const;
type Begin = TemplateId | (typeof EMPTY)['id'];

/** `Marketer`, or `Marketer 2` where that is taken. */
function freeName(label: string, taken: readonly string[]): string {
  const names = new Set(taken.map((t) => t.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = n === 1 ? label : `${label} ${String(n)}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}

export function NewDashboard({ taken }: { readonly taken: readonly string[] }) {
  const { view } = useView();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [begin, setBegin] = useState<Begin>('marketer');
  const [typed, setTyped] = useState<string | null>(null);
  const choices = [...TEMPLATES, EMPTY];
  const usual = begin === 'empty' ? 'Dashboard' : choices.find((c) => c.id === begin)?.label ?? 'Dashboard';
  const name = typed ?? freeName(usual, taken);
  const open = (made: Dashboard): void => {
    cache.setQueryData(dashboardQuery(made.id).queryKey, made);
    void cache.invalidateQueries({ queryKey: dashboardsQuery.queryKey, exact: true });
    void navigate({ to: '/dashboards/$id', params: { id: made.id }, search: carried(view) });
  };
  const make = useMutation({ mutationFn: () => createDashboard({ name: name.trim(), ...(begin !== 'empty' && { template: begin }) }), onSuccess: open });
  const load = useMutation({ mutationFn: async (file: File) => importDashboard({ yaml: await file.text() }), onSuccess: open });
  return (
    <Section title="A new one">
      <form className={styles.make} onSubmit={(e) => { e.preventDefault(); load.reset(); make.mutate(); }}>
        <fieldset className={styles.templates}>
          <legend>It begins with the cards of a</legend>
          {choices.map((c) => (
            <label key={c.id} className={styles.template}>
              <input type="radio" name="template" value={c.id} checked={begin === c.id} onChange={() => setBegin(c.id)} />
              <strong>{c.label}</strong><small>{c.description}</small>
            </label>
          ))}
        </fieldset>
        <div className={styles.makeLine}>
          <label className="small" htmlFor="dashboard-name">Name</label>
          <input id="dashboard-name" className={styles.input} value={name} maxLength={MOST_NAME} onChange={(e) => setTyped(e.currentTarget.value)} />
          <button type="submit" className={styles.button} disabled={name.trim() === '' || make.isPending}>Make it</button>
          <span className="small">or <button type="button" className="link" disabled={load.isPending} onClick={() => input.current?.click()}>import a file</button></span>
          <input
            ref={input} type="file" accept=".yaml,.yml,.json" className="sr-only" tabIndex={-1} aria-label="Dashboard file"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              make.reset();
              if (file) load.mutate(file);
            }}
          />
        </div>
        {make.isError && <ErrorState error={make.error} headline="It was not made." />}
        {load.isError && <ErrorState error={load.error} headline="The file was not taken." holds="Nothing was changed." />}
      </form>
    </Section>
  );
}
