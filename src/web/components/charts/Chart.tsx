// A chart with a name for those who do not see it; its code comes when it is first shown, its room is kept before.
import { lazy, Suspense } from 'react';
import type { ChartCanvasProps } from './ChartCanvas.js';

const ChartCanvas = lazy(() => import('./ChartCanvas.js'));

export const Chart = ({ label, ...props }: ChartCanvasProps & { readonly label: string }) => (
  <div role="img" aria-label={label} style={{ height: props.height }}>
    <Suspense fallback={null}><ChartCanvas {...props} /></Suspense>
  </div>
);
