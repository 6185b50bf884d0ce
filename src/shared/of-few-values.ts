// Dimensions that hardly ever have many values, known to both sides: by them and by short steps at once there are far fewer
// cells than rows.
export const OF_FEW_VALUES: ReadonlySet<string> = new Set(['channel_group', 'channel', 'direction', 'country', 'device', 'persona', 'segment']);
