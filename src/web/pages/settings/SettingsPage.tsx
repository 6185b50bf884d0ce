// What every figure depends on, each setting with what it changes: time, money, stages, what counts as marketing, how a
// visit becomes a channel, and when a figure rests on too few cases. What is saved can be undone.
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { SettingKey, Settings } from '../../../shared/api/settings.js';
import { changeSettings, fetchSettings } from '../../api/api-client.js';
import { settingsQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ChannelRules } from './ChannelRules.js';
import { changedMeanwhile, changedSettings, problemsOf, valuesBefore, valueWords } from './settings-choices.js';
import { SettingsFields } from './SettingsFields.js';
import styles from './SettingsPage.module.css';

interface Save {
  readonly changed: Partial<Settings>;
  /** What stood when the change was begun. */
  readonly base: Settings;
}

/** Somebody else has changed the same since: nothing is saved. */
class ChangedMeanwhile extends Error {
  constructor(readonly keys: readonly SettingKey[], readonly now: Settings) {
    super();
  }
}

async function saveSettings({ changed, base }: Save): Promise<{ readonly saved: Settings; readonly before: Partial<Settings> }> {
  const now = await fetchSettings();
  const keys = changedMeanwhile(base, now, changed);
  if (keys.length > 0) throw new ChangedMeanwhile(keys, now);
  return { saved: await changeSettings(changed), before: valuesBefore(now, changed) };
}

export function SettingsPage() {
  const { settings, status } = useWorkspace();
  const cache = useQueryClient();
  // Another page may have changed them while this one stood in the background.
  useQuery({ ...settingsQuery, refetchOnWindowFocus: 'always' });
  const [draft, setDraft] = useState<Partial<Settings>>({});
  const [base, setBase] = useState<Settings>(settings);
  const [undo, setUndo] = useState<Partial<Settings> | null>(null);
  const save = useMutation({
    mutationFn: saveSettings,
    onSuccess: ({ saved, before }) => {
      cache.setQueryData(settingsQuery.queryKey, saved);
      setDraft({});
      setUndo(before);
      return forgetFigures();
    },
    onError: (error) => {
      if (!(error instanceof ChangedMeanwhile)) return;
      cache.setQueryData(settingsQuery.queryKey, error.now);
      setBase(error.now);
    },
  });
  const changed = changedSettings(settings, draft);
  const isChanged = Object.keys(changed).length > 0;
  useBlocker({ disabled: !isChanged, enableBeforeUnload: isChanged, shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && !window.confirm('The changed settings are not saved. Leave them as they were?') });
  const problems = problemsOf(draft);
  const isWrong = Object.keys(problems).length > 0;
  const change = (values: Partial<Settings>): void => {
    if (Object.keys(draft).length === 0) setBase(settings);
    setDraft({ ...draft, ...values });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && !isWrong) save.mutate({ changed: { ...changed, ...(changed.displayName !== undefined && { displayName: changed.displayName.trim() }) }, base });
  };
  const drop = (): void => {
    setDraft({});
    save.reset();
  };
  const conflict = save.error instanceof ChangedMeanwhile ? save.error : undefined;
  return (
    <Page title="Settings">
      <form className={styles.form} onSubmit={submit} noValidate>
        <SettingsFields name={status.workspace} values={{ ...settings, ...draft, ...changed }} problems={problems} onChange={change} />
        {conflict && isChanged && (
          <p className={styles.conflict} role="alert">
            <strong>Nothing was saved:</strong> {conflict.keys.join(', ')} {conflict.keys.length === 1 ? 'has' : 'have'} been changed meanwhile, by another page or person, to {conflict.keys.map((key) => valueWords(settings[key])).join('; ')}.
            {' '}Save again to put your choice in its place, or <button type="button" className="link" onClick={drop}>keep theirs</button>.
          </p>
        )}
        {save.isError && !conflict && <ErrorState error={save.error} headline="The settings were not saved." holds="They are as they were." />}
        <div className={styles.foot} data-changed={isChanged}>
          <Button type="submit" disabled={!isChanged || isWrong} loading={save.isPending}>Save</Button>
          {isChanged && <button type="button" className="link small" onClick={drop}>Leave them as they are</button>}
          <span className="small faint" role="status">
            {isChanged ? 'Figures change with these.' : save.isSuccess ? 'Saved. All figures are computed anew. ' : ''}
            {!isChanged && save.isSuccess && undo !== null && <button type="button" className="link" onClick={() => save.mutate({ changed: undo, base: settings })}>Undo</button>}
          </span>
        </div>
      </form>
      <Section title="Channel rules" note="how a source, medium and campaign become a channel"><ChannelRules /></Section>
    </Page>
  );
}
