// Turns a card's drawing into its table and back.
export const TableSwitch = ({ on, onSwitch, of }: { readonly on: boolean; readonly onSwitch: (on: boolean) => void; readonly of: string }) => (
  <button type="button" className="link small" onClick={() => onSwitch(!on)}>{on ? 'chart' : 'table'}<span className="sr-only"> of {of}</span></button>
);
