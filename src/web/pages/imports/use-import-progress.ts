// Follows an import while it runs: by server-sent events, and by asking every second where those do not come through.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { importDocument, type ImportDocument } from '../../../shared/api/imports.js';
import { importEventsUrl } from '../../api/api-client.js';
import { importQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { isEnded } from './import-words.js';

/**
 * The import as it is now; undefined while it is first asked for. When it ends, figures are read anew.
 * @param begunHere whether it was started by this page, so that its end is news even if it is first seen ended
 */
export function useImportProgress(id: string | undefined, begunHere: boolean): { data: ImportDocument | undefined; error: Error | null } {
  const client = useQueryClient();
  const [polling, setPolling] = useState(false);
  const { data, error } = useQuery({ ...importQuery(id ?? ''), enabled: id !== undefined, staleTime: 1000, refetchInterval: (q) => (polling && q.state.data && !isEnded(q.state.data) ? 1000 : false) });
  const ended = data !== undefined && isEnded(data);

  useEffect(() => {
    if (id === undefined || ended) return;
    const source = new EventSource(importEventsUrl(id));
    const read = (event: MessageEvent<string>): void => {
      const parsed = importDocument.safeParse(safeJson(event.data));
      if (parsed.success) client.setQueryData(importQuery(id).queryKey, parsed.data);
    };
    source.addEventListener('message', read);
    source.addEventListener('progress', read);
    source.onerror = () => {
      // The stream also closes when the import has ended: one more look tells.
      source.close();
      setPolling(true);
      void client.invalidateQueries({ queryKey: importQuery(id).queryKey, exact: true });
    };
    return () => source.close();
  }, [id, ended, client]);

  // Told once an end: of an import that ran while it was looked at, or of one that was only just begun.
  const told = useRef(begunHere ? undefined : id);
  useEffect(() => {
    if (data === undefined || data.dryRun) return;
    if (!isEnded(data)) told.current = undefined;
    else if (told.current !== data.id) {
      told.current = data.id;
      void forgetFigures();
    }
  }, [data]);
  return { data, error };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
