// What a page asks of figures, whether one question has a request of its own or several share one.
import type { Request } from 'playwright';
import { figuresTogetherRequest } from '../src/shared/api/figures.js';

/** The questions of a request, as query strings; none for a request about something else. */
export function figureQuestions(request: Request): string[] {
  const { pathname, search } = new URL(request.url());
  if (pathname === '/api/v1/kpis/together') return figuresTogetherRequest.parse(request.postDataJSON()).questions;
  return pathname === '/api/v1/kpis' && search !== '' ? [search.slice(1)] : [];
}
