// All settings but the channel rules, grouped by what they are about, each with the control that fits it.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SettingChoices } from '../../../shared/api/setting-choices.js';
import type { SettingKey, Settings } from '../../../shared/api/settings.js';
import { canGive } from '../../analysis/credit-choice.js';
import { connectorsQuery, freshnessQuery, modelsQuery, settingChoicesQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { BenchmarksEditor } from './BenchmarksEditor.js';
import { MarketingGroups } from './MarketingGroups.js';
import { SelectInput, SettingField } from './SettingField.js';
import { currencies, HALF_HOURS, monthNames, namedCountries, timeZones, withPresent, type Option } from './settings-choices.js';
import styles from './SettingsPage.module.css';
import { StagesEditor } from './StagesEditor.js';

interface Props {
  /** Of the workspace. */
  readonly name: string;
  readonly values: Settings;
  readonly problems: Partial<Record<SettingKey, string>>;
  readonly onChange: (values: Partial<Settings>) => void;
}

const ALLOCATIONS = [{ value: 'none', label: 'stays unmatched' }, { value: 'leads', label: 'divided by leads' }, { value: 'visits', label: 'divided by visits' }] as const satisfies readonly (Option & { value: Settings['costAllocation'] })[];
const NO_CHOICES: SettingChoices = { countries: [], regions: [], channelGroups: [] };
const times = (present: string): Option[] => withPresent(HALF_HOURS.map((value) => ({ value, label: value })), present);

export function SettingsFields({ name, values, problems, onChange }: Props) {
  const { country, region, workingHours, trafficSource, attributionModel } = values;
  const choices = useQuery(settingChoicesQuery(country));
  const connectors = useQuery(connectorsQuery);
  const freshness = useQuery(freshnessQuery);
  const models = useQuery(modelsQuery);
  const zones = useMemo(() => withPresent(timeZones(), values.timeZone), [values.timeZone]);
  const { countries, channelGroups, ...found } = choices.data ?? NO_CHOICES;
  const isKnown = choices.data !== undefined && !choices.isPlaceholderData;
  const regions = isKnown ? found.regions : [];
  const [from = '', to = ''] = workingHours.split('-');
  const counters = [...new Set((freshness.data?.sources ?? []).filter((s) => s.kind === 'traffic').map((s) => s.source))].map((value) => ({ value, label: `${connectors.data?.connectors.find((c) => c.name === value)?.label ?? value}’s counts` }));
  const rules = (models.data?.models ?? []).filter((m) => m.kind === 'rule' && canGive(m, {})).map((m) => ({ value: m.id, label: m.label }));
  const number = (key: 'fewSample' | 'fewEvents', label: string, note: string) => (
    <SettingField label={label} note={note} problem={problems[key]}>
      {({ id, describedBy, invalid }) => <input id={id} aria-describedby={describedBy} aria-invalid={invalid} className={styles.input} type="number" min={0} step={1} value={Number.isNaN(values[key]) ? '' : values[key]} onChange={(e) => onChange({ [key]: e.currentTarget.valueAsNumber })} />}
    </SettingField>
  );
  return (
    <>
      {choices.isError && <ErrorState error={choices.error} what="What can be chosen from" onRetry={() => void choices.refetch()} />}
      <Section title="Workspace">
        <SettingField label="Display name" problem={problems.displayName} note="What it is called on screen, in mails and in the report; empty: nothing beside Leadline.">
          {({ id, describedBy, invalid }) => <input id={id} aria-describedby={describedBy} aria-invalid={invalid} className={styles.input} maxLength={60} dir="auto" placeholder="such as your company" value={values.displayName} onChange={(e) => onChange({ displayName: e.currentTarget.value })} />}
        </SettingField>
        <SettingField label="Name" note="What the command line (--workspace) and the API call it; it stays as it was made.">
          {({ id, describedBy }) => <input id={id} aria-describedby={describedBy} className={styles.input} value={name} readOnly />}
        </SettingField>
        <SettingField label="Reporting currency" note="Every amount keeps its own; figures are converted at the European Central Bank’s rate of its day.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={values.currency} options={[...(values.currency === '' ? [{ value: '', label: 'of the first import' }] : []), ...withPresent(currencies(), values.currency)]} onChange={(currency) => onChange({ currency })} />}
        </SettingField>
      </Section>
      <Section title="Time">
        <SettingField label="Time zone" note="Days, weeks and months are cut at its midnights, and times without a zone are read in it.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={values.timeZone} options={zones} onChange={(timeZone) => onChange({ timeZone })} />}
        </SettingField>
        <SettingField label="Fiscal year begins in" note="Quarters and years are cut there.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={String(values.fiscalYearStart)} options={monthNames().map((label, i) => ({ value: String(i + 1), label }))} onChange={(v) => onChange({ fiscalYearStart: Number(v) })} />}
        </SettingField>
        <SettingField label="Country" note="Its public holidays are no business days: leads per business day and response times follow.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={country} options={[{ value: '', label: 'none: weekdays only' }, ...withPresent(namedCountries(countries), country)]} onChange={(v) => onChange({ country: v, region: '' })} />}
        </SettingField>
        <SettingField label="Region" note={country === '' ? 'Choose a country first.' : isKnown && regions.length === 0 ? 'The holidays of this country are the same everywhere.' : 'Adds the holidays that only this part of the country has.'}>
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={region} disabled={country === '' || (regions.length === 0 && region === '')} options={[{ value: '', label: 'the whole country' }, ...withPresent(regions, region)]} onChange={(v) => onChange({ country, region: v })} />}
        </SettingField>
        <SettingField label="Working hours" group problem={problems.workingHours} note="On business days, by the clock of the time zone: response times in working hours count only these.">
          {({ invalid }) => (
            <div className={styles.pair}>
              <SelectInput label="Working hours begin" invalid={invalid} value={from} options={times(from).filter((o) => o.value !== '24:00')} onChange={(v) => onChange({ workingHours: `${v}-${to}` })} />
              <span>to</span>
              <SelectInput label="Working hours end" invalid={invalid} value={to} options={times(to).filter((o) => o.value !== '00:00')} onChange={(v) => onChange({ workingHours: `${from}-${v}` })} />
            </div>
          )}
        </SettingField>
      </Section>
      <Section title="Funnel and marketing">
        <SettingField label="Stages" group note="The funnel, rates and times between stages follow this order. What has entered a stage that is taken out stays stored, and counts again when the stage comes back.">
          {() => <StagesEditor stages={values.stages} onChange={(stages) => onChange({ stages })} />}
        </SettingField>
        <SettingField label="Counts as marketing" group note="A lead whose origin is on a ticked channel group is marketing-sourced: marketing’s share of pipeline, revenue and customers follows.">
          {() => <MarketingGroups groups={channelGroups} nonMarketing={values.nonMarketingGroups} onChange={(nonMarketingGroups) => onChange({ nonMarketingGroups })} />}
        </SettingField>
        <SettingField label="Figures are credited by" problem={problems.attributionModel} note="The attribution model of attributed revenue, ROAS and cost for each credited customer; every page of them can take another.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={attributionModel} options={withPresent(rules, attributionModel)} onChange={(v) => onChange({ attributionModel: v })} />}
        </SettingField>
        <SettingField label="Visits of other products" note="Whose count of visits stands for days without visits of one’s own; of two products’ counts of one day only one is taken.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={trafficSource} options={[{ value: '', label: 'the first that was imported' }, { value: 'none', label: 'nobody’s: own visits only' }, ...withPresent(counters, trafficSource === 'none' ? '' : trafficSource)]} onChange={(v) => onChange({ trafficSource: v })} />}
        </SettingField>
      </Section>
      <Section title="Cost">
        <SettingField label="Cost without a name" note="What a cost line does not name, such as its campaign, is divided among those that its month’s leads or visits came by, to the cent; parts are marked in the figure and its rows. Totals stay as they are.">
          {({ id, describedBy }) => <SelectInput id={id} describedBy={describedBy} value={values.costAllocation} options={ALLOCATIONS} onChange={(v) => onChange({ costAllocation: ALLOCATIONS.find((a) => a.value === v)?.value ?? 'none' })} />}
        </SettingField>
      </Section>
      <span id="benchmarks" />
      <Section title="Benchmarks">
        <SettingField label="Own ranges" group note="Stand in place of the published ones on cards and figures’ pages, with where they come from. What is below, within or above is said of figures that rest on enough cases.">
          {() => <BenchmarksEditor ranges={values.benchmarks} onChange={(benchmarks) => onChange({ benchmarks })} />}
        </SettingField>
      </Section>
      <Section title="Too few to judge">
        {number('fewSample', 'Cases below', 'Figures on fewer cases are greyed and not ranked; 30 is usual.')}
        {number('fewEvents', 'Events below', 'The same for what is counted above the line, such as deals won; 5 is usual.')}
      </Section>
    </>
  );
}
