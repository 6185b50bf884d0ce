// Whether what stands above has come with its height, so that what stands under it can be shown without being pushed down.
import { useState } from 'react';

/** True from the first time that it is there: another question leaves its reader where they are. */
export function useArrived(isThere: boolean): boolean {
  const [arrived, setArrived] = useState(false);
  if (isThere && !arrived) setArrived(true);
  return arrived || isThere;
}
