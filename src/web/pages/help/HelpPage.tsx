// The documents in the product: what there is to read at the side, one of them beside it.
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, type MouseEvent } from 'react';
import { Page } from '../../components/Page.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { FIRST, HELP, isHelp, loadHelp, PICTURES } from './help-texts.js';
import styles from './help.module.css';

const titleOf = (id: string): string => HELP.flatMap(({ entries }) => entries).find((entry) => entry.id === id)?.label ?? 'Help';

export function HelpPage() {
  const { _splat: asked } = useParams({ strict: false });
  const id = asked === undefined || asked === '' ? FIRST : asked;
  const navigate = useNavigate();
  const { hash } = useLocation();
  const text = useQuery({
    queryKey: ['help', id], staleTime: Infinity,
    // The renderer comes with the first document.
    queryFn: async () => {
      const [found, { renderHelp }] = await Promise.all([loadHelp(id), import('./render-help.js')]);
      return found === undefined ? null : renderHelp(found, id, isHelp, PICTURES);
    },
  });
  const html = useMemo(() => ({ __html: text.data ?? '' }), [text.data]);
  useEffect(() => {
    if (hash !== '' && text.data != null) document.getElementById(hash)?.scrollIntoView();
  }, [hash, text.data]);

  /** Links between documents change the page without loading it anew. */
  const follow = (event: MouseEvent<HTMLElement>): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!href.startsWith('/help/') || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const [path = '', fragment] = href.slice('/help/'.length).split('#');
    void navigate({ to: '/help/$', params: { _splat: path }, ...(fragment !== undefined && { hash: fragment }) });
  };

  return (
    <Page title={`Help: ${titleOf(id)}`} heading="own">
      <div className={styles.help}>
        <nav aria-label="Documents" className={`${styles.list} no-print`}>
          {HELP.map(({ group, entries }) => (
            <div key={group}>
              <h2 className="tiny faint">{group}</h2>
              <ul>{entries.map((entry) => (
                <li key={entry.id}><Link to="/help/$" params={{ _splat: entry.id }} aria-current={entry.id === id ? 'page' : undefined}>{entry.label}</Link></li>
              ))}</ul>
            </div>
          ))}
        </nav>
        {text.isPending && <div className={styles.text} aria-busy="true" aria-label="Loading the document"><Bone width="40%" height="28px" /><Bone width="100%" height="14px" /><Bone width="90%" height="14px" /></div>}
        {text.isError && <ErrorState error={text.error} what="The document" onRetry={() => void text.refetch()} />}
        {text.data === null && <div><h1>Help</h1><EmptyState>There is no document of that name. Choose one from the list.</EmptyState></div>}
        {typeof text.data === 'string' && <article className={styles.text} onClick={follow} dangerouslySetInnerHTML={html} />}
      </div>
    </Page>
  );
}
