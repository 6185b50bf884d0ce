// Which channel groups count as marketing: a tick for each.
import styles from './SettingsPage.module.css';

export function MarketingGroups({ groups, nonMarketing, onChange }: { readonly groups: readonly string[]; readonly nonMarketing: readonly string[]; readonly onChange: (nonMarketing: string[]) => void }) {
  // In the order of the groups, so that ticking back and forth comes to what it was.
  const toggled = (group: string): string[] => groups.filter((g) => (g === group) !== nonMarketing.includes(g));
  return (
    <div className={styles.ticks}>
      {groups.map((group) => (
        <label key={group}><input type="checkbox" checked={!nonMarketing.includes(group)} onChange={() => onChange(toggled(group))} /> {group}</label>
      ))}
    </div>
  );
}
