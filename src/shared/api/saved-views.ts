// The documents of views that are kept under a name.
import { z } from 'zod';

/** Pages of which views are kept. */
export const VIEW_PAGES = ['explorer', 'attribution', 'journeys'] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

const page = z.enum(VIEW_PAGES);
/** What the address of the page says, without `?`. */
const query = z.string().max(4000).regex(/^[^?#\s]*$/, 'a query string without its "?"');
const name = z.string().trim().min(1).max(100);

export const savedView = z.object({ id: z.string(), page, name: z.string(), query: z.string(), changedAt: z.iso.datetime() });
export type SavedView = z.infer<typeof savedView>;
export const savedViewList = z.object({ views: z.array(savedView) });
export const saveViewRequest = z.object({ page: page.default('explorer').describe('the page that it opens'), name, query });
export type SaveViewRequest = z.output<typeof saveViewRequest>;
export const changeViewRequest = z.object({ name: name.optional(), query: query.optional() });
export type ChangeViewRequest = z.infer<typeof changeViewRequest>;
