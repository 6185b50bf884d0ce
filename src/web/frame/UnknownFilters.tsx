// An address that filters or splits by what is no dimension: said once, in place of a page full of errors, with a way on.
import { Link } from '@tanstack/react-router';
import { nearest } from '../../shared/nearest.js';
import { dimensionLabel } from '../analysis/catalogue-names.js';
import styles from '../components/states/ErrorState.module.css';
import { Page } from '../components/Page.js';
import { useView } from '../view/use-view.js';
import { prune } from '../view/view-state.js';
import { useWorkspace } from '../view/workspace-context.js';
import { unknownDimensions } from './unknown-dimensions.js';

export function UnknownFilters() {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const known = catalogue.dimensions.map((d) => d.id);
  const unknown = unknownDimensions(view, known);
  const filters = (view.filters ?? []).filter((f) => known.includes(f.dimension));
  const without = prune({ ...view, filters: filters.length > 0 ? filters : undefined, by: view.by?.filter((d) => known.includes(d)) });
  const meant = unknown.length === 1 ? nearest(unknown[0] ?? '', known) : undefined;
  const renamed = (id: string): string => (id === unknown[0] && meant !== undefined ? meant : id);
  return (
    <Page title="An address that can’t be read">
      <div className={styles.error} role="alert">
        <p><strong>There is nothing called {unknown.map((id) => `“${id}”`).join(' and ')} to filter or split by.</strong> The address names {unknown.length === 1 ? 'it' : 'them'}; it may be mistyped, or from another version.</p>
        <p className={styles.foot}>
          <Link to="." search={without} className="link">Show the page without {unknown.length === 1 ? 'it' : 'them'}</Link>
          {meant !== undefined && <Link to="." search={prune({ ...view, filters: view.filters?.map((f) => ({ ...f, dimension: renamed(f.dimension) })), by: view.by?.map(renamed) })} className="link">{dimensionLabel(catalogue, meant)} was meant</Link>}
        </p>
      </div>
    </Page>
  );
}
