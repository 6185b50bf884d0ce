// Chooses what the period is compared with, and says in days what that means.
import { previousRange, yearBefore } from '../../../shared/period.js';
import { formatRange } from '../../format/format-date.js';
import { useView } from '../../view/use-view.js';
import { ChipMenu, Choice } from './ChipMenu.js';

export function ComparePicker() {
  const { period, compare, change } = useView();
  const ranges = { previous: previousRange(period), year: yearBefore(period) };
  const label = compare === 'none' ? 'no comparison' : `vs ${formatRange(ranges[compare])}`;
  return (
    <ChipMenu name="Compared with" label={label}>
      {(close) => (
        <>
          {([['previous', 'The period before'], ['year', 'The year before'], ['none', 'Nothing']] as const).map(([id, name]) => (
            <Choice key={id} current={compare === id} onChoose={() => { change({ compare: id === 'previous' ? undefined : id }); close(); }}>
              <span>{name} {id !== 'none' && <small>{formatRange(ranges[id])}</small>}</span>
            </Choice>
          ))}
        </>
      )}
    </ChipMenu>
  );
}
