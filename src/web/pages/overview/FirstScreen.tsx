// Before the first import: what Leadline needs, from which product it comes, and the place to drop it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { connectorsQuery } from '../../api/queries.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { isHelp } from '../help/help-texts.js';
import { ImportDesk } from '../imports/ImportDesk.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './overview.module.css';

export function FirstScreen({ onDone }: { readonly onDone: () => void }) {
  const { extent } = useWorkspace();
  const connectors = useQuery(connectorsQuery);
  return (
    <Page title="Begin" heading="own">
      <div className={styles.first}>
        <h1>What does a lead cost, and what does it earn?</h1>
        <p className={styles.lead}>
          Export your leads and deals from your CRM, your costs from the ad platforms or a sheet, and drop the files here. Nothing is written before you have seen what each row becomes, and every import can be undone.
        </p>
      </div>
      {extent !== null && <p role="status"><strong>The first figures are there.</strong> <button type="button" className="link" onClick={onDone}>See the overview</button>, or bring in more files first.</p>}
      <ImportDesk />
      <div className={styles.first}>
        <Section title="What to export">
        {connectors.isError ? <ErrorState error={connectors.error} what="The list of products" onRetry={() => void connectors.refetch()} />
        : !connectors.data ? <TableBones rows={5} />
        : <dl className={styles.products}>{connectors.data.connectors.map((c) => <div key={c.name}><dt>{isHelp(`imports/${c.name}`) ? <Link to="/help/$" params={{ _splat: `imports/${c.name}` }} search={{}} className="link">{c.label}</Link> : c.label}</dt><dd>{c.description}</dd></div>)}</dl>}
        </Section>
        <p className="small muted">
          Days and weeks are counted in the time zone, and money in the currency, that stand in the <Link to="/settings" search={{}} className="link">settings</Link>; check them first if your company is not in this machine’s zone.
          To look around without data of your own, stop Leadline and start it with <code>npm run demo</code>.
        </p>
      </div>
    </Page>
  );
}
