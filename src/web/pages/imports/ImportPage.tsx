// One import, by its address.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { connectorsQuery, importQuery } from '../../api/queries.js';
import { Page } from '../../components/Page.js';
import { formatInstant } from '../../format/format-date.js';
import { formatBytes } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ImportReport } from './ImportReport.js';

export function ImportPage() {
  const { id } = useParams({ from: '/imports/$id' });
  const { settings } = useWorkspace();
  const { view } = useView();
  const { data } = useQuery(importQuery(id));
  const connectors = useQuery(connectorsQuery);
  const product = connectors.data?.connectors.find((c) => c.name === data?.connector)?.label ?? data?.connector;
  return (
    <Page title={data ? data.file : 'Import'} heading="own">
      <div>
        <h1>{data ? data.file : 'Import'}</h1>
        <p className="small faint">
          <Link to="/imports" search={carried(view)} className="link">Imports</Link>
          {data && <> · {product} · {formatBytes(data.size)} · {formatInstant(data.startedAt, settings.timeZone)}</>}
        </p>
      </div>
      <ImportReport id={id} />
    </Page>
  );
}
