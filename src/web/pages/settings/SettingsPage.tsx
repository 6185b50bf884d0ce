// What every figure depends on: zone, currency, country, fiscal year, and when a figure rests on too few cases.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import type { Settings } from '../../../shared/api/settings.js';
import { changeSettings } from '../../api/api-client.js';
import { settingsQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { Page } from '../../components/Page.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { changedSettings, countries, currencies, monthNames, timeZones, type Option } from './settings-choices.js';
import styles from './SettingsPage.module.css';

export function SettingsPage() {
  const { settings } = useWorkspace();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Settings>(settings);
  const save = useMutation({
    mutationFn: changeSettings,
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      setDraft(saved);
      return forgetFigures();
    },
  });
  const set = <K extends keyof Settings>(key: K, value: Settings[K]): void => setDraft((now) => ({ ...now, [key]: value }));
  const changed = changedSettings(settings, draft);
  const isChanged = Object.keys(changed).length > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged) save.mutate(changed);
  };
  const zones = useMemo(() => withPresent(timeZones(), settings.timeZone), [settings.timeZone]);
  return (
    <Page title="Settings">
      <form className={styles.form} onSubmit={submit}>
        <Field label="Time zone" note="Days, weeks and months are cut at its midnights.">
          {(id) => <Select id={id} value={draft.timeZone} options={zones} onChange={(v) => set('timeZone', v)} />}
        </Field>
        <Field label="Reporting currency" note="Every amount keeps its own; figures are converted at the European Central Bank’s rate of its day.">
          {(id) => <Select id={id} value={draft.currency} options={[...(draft.currency === '' ? [{ value: '', label: 'of the first import' }] : []), ...withPresent(currencies(), draft.currency)]} onChange={(v) => set('currency', v)} />}
        </Field>
        <Field label="Country" note="Its public holidays are no business days.">
          {(id) => <Select id={id} value={draft.country} options={[{ value: '', label: 'none: weekdays only' }, ...withPresent(countries(), draft.country)]} onChange={(v) => set('country', v)} />}
        </Field>
        <Field label="Region" note="Where a country’s regions differ in holidays: its short code, such as BY for Bavaria. Empty: the whole country’s.">
          {(id) => <input id={id} className={styles.input} value={draft.region} maxLength={8} disabled={draft.country === ''} onChange={(e) => set('region', e.currentTarget.value.toUpperCase())} />}
        </Field>
        <Field label="Fiscal year begins in" note="Quarters and years are cut there.">
          {(id) => <Select id={id} value={String(draft.fiscalYearStart)} options={monthNames().map((label, i) => ({ value: String(i + 1), label }))} onChange={(v) => set('fiscalYearStart', Number(v))} />}
        </Field>
        <Field label="Too few to judge, cases below" note="Figures on fewer cases are greyed and not ranked.">
          {(id) => <input id={id} className={styles.input} type="number" min={0} step={1} value={draft.fewSample} onChange={(e) => set('fewSample', Math.max(0, Math.trunc(e.currentTarget.valueAsNumber || 0)))} />}
        </Field>
        <Field label="Too few to judge, events below" note="The same for what is counted above the line, such as deals won.">
          {(id) => <input id={id} className={styles.input} type="number" min={0} step={1} value={draft.fewEvents} onChange={(e) => set('fewEvents', Math.max(0, Math.trunc(e.currentTarget.valueAsNumber || 0)))} />}
        </Field>
        {save.isError && <ErrorState error={save.error} headline="The settings were not saved." holds="They are as they were." />}
        <div className={styles.foot}>
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>Save</Button>
          <span className="small faint" role="status">{save.isSuccess && !isChanged ? 'Saved. All figures are computed anew.' : isChanged ? 'Figures change with these.' : ''}</span>
        </div>
      </form>
    </Page>
  );
}

/** The options with the present value among them, whatever it is. */
const withPresent = (options: readonly Option[], value: string): Option[] => (value === '' || options.some((o) => o.value === value) ? [...options] : [{ value, label: value }, ...options]);

function Field({ label, note, children }: { readonly label: string; readonly note: string; readonly children: (id: string) => ReactNode }) {
  const id = `setting-${label.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return <div className={styles.field}><label htmlFor={id}>{label}</label>{children(id)}<p className="small faint">{note}</p></div>;
}

const Select = ({ id, value, options, onChange }: { readonly id: string; readonly value: string; readonly options: readonly Option[]; readonly onChange: (value: string) => void }) => (
  <select id={id} className={styles.input} value={value} onChange={(e) => onChange(e.currentTarget.value)}>{options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}</select>
);
