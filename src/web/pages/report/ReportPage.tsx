// The report for leadership: which days it is about, opened as a page, taken away as PDF or picture, and the links that show it
// to others until they are revoked.
import { Link } from '@tanstack/react-router';
import { reportChoices } from '../../analysis/report-choice.js';
import { reportFileUrl, reportPageUrl } from '../../api/api-client.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { GoalsHead } from '../goals/GoalsHead.js';
import { ReportLinks } from './ReportLinks.js';
import styles from './report.module.css';

export function ReportPage() {
  const { view, period, change } = useView();
  const { calendar } = useWorkspace();
  const choices = reportChoices(calendar, period);
  const chosen = choices.find((c) => c.id === view.show) ?? choices[0];
  return (
    <Page title="Report" heading="own">
      <GoalsHead title="Report" />
      <Section title="One page for leadership" note="revenue and contribution first, then pipeline, MQLs, leads and, last, cost; by channel group, with the goals of these days">
        <div className={styles.line}>
          <label className="small">About <select className={styles.input} value={chosen.id} onChange={(e) => change({ show: e.currentTarget.value === choices[0].id ? undefined : e.currentTarget.value }, { replace: true })}>
            {choices.map((c) => <option key={c.id} value={c.id}>{c.label}</option>)}
          </select></label>
          <a className={styles.open} href={reportPageUrl(chosen.period)} target="_blank" rel="noreferrer">Open the report</a>
          <a className="link small" href={reportFileUrl('pdf', chosen.period)} download>PDF</a>
          <a className="link small" href={reportFileUrl('png', chosen.period)} download>picture (PNG)</a>
        </div>
      </Section>
      <ReportLinks chosen={chosen} />
      <p className="small muted">Figures of each day or week, and alerts, come by mail: <Link to="/help/$" params={{ _splat: 'reporting' }} search={{}} className="link">how to set that up</Link>.</p>
    </Page>
  );
}
