// Working time between two instants: what of it falls on business days, within the hours that people work.
import { param, sql, type Sql } from '../database/sql.js';
import { hoursOf, type Settings } from '../shared/api/settings.js';
import { addDays, daysBetween } from '../shared/period.js';
import { businessDays } from './business-days.js';

const DAY = 86_400;

/** Weekdays of a range that are no business days, as days since 1970, from when on there are facts. */
function weekdaysOff({ country, region }: Settings, range: { from: string; to: string }): number[] {
  const business = new Set(businessDays({ ...range, country, region }));
  return businessDays({ ...range, country: '', region: '' }).filter((day) => !business.has(day)).map((day) => daysBetween('1970-01-01', day)).filter((day) => day >= 0);
}

/**
 * Makes SQL of the working hours between two instants, by the clock on the wall of the workspace's zone.
 * @param options.from first day that an instant can lie on
 * @param options.asOfDay last day that one can lie on
 * @returns (from, until) -> hours, 0 or more; Null where either is
 */
export function createWorkingHours(options: { settings: Settings; from: string; asOfDay: string }): (from: Sql, until: Sql) => Sql {
  const { settings, from, asOfDay } = options;
  return (start, end) => {
    const { from: opens, to: closes } = hoursOf(settings.workingHours) ?? { from: 0, to: DAY };
    const off = sql`${param('Array(UInt32)', from > asOfDay ? [] : weekdaysOff(settings, { from, to: addDays(asOfDay, 1) }))}`;
    const length = sql`${param('Float64', closes - opens)}`;
    /** Working seconds before an instant. 1970 began on a Thursday: 3 days into its week. */
    const worked = (at: Sql): Sql => {
      const local = sql`toTimeZone(${at}, ${param('String', settings.timeZone)})`;
      const day = sql`toInt32(toDate32(${local}))`;
      const clock = sql`(toHour(${local}) * 3600 + toMinute(${local}) * 60 + toSecond(${local}) + toMillisecond(${local}) / 1000)`;
      const daysBefore = sql`(intDiv(${day} + 3, 7) * 5 + least((${day} + 3) % 7, 5) - arrayCount(h -> h < ${day}, ${off}))`;
      const today = sql`((${day} + 3) % 7 < 5 AND NOT has(${off}, ${day}))`;
      return sql`(${daysBefore} * ${length} + if(${today}, least(greatest(${clock} - ${param('Float64', opens)}, 0.), ${length}), 0.))`;
    };
    return sql`if(${start} IS NULL OR ${end} IS NULL, NULL, greatest(0., ${worked(sql`assumeNotNull(${end})`)} - ${worked(sql`assumeNotNull(${start})`)}) / 3600)`;
  };
}
