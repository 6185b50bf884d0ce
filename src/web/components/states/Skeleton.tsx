// Grey shapes of what is coming, in its own size, so that nothing jumps when it comes.
import styles from './Skeleton.module.css';

/** One line or block. Width and height in CSS. */
export const Bone = ({ width = '100%', height = '1em' }: { readonly width?: string; readonly height?: string }) => <span className={styles.bone} style={{ width, height }} aria-hidden="true" />;

/** A table's worth of lines. */
export function TableBones({ rows, rowHeight = 33 }: { readonly rows: number; readonly rowHeight?: number }) {
  return (
    <div role="status" aria-label="Loading" className={styles.rows}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={styles.row} style={{ height: rowHeight }}>
          <Bone width={`${18 + ((i * 37) % 14)}%`} height="11px" /><Bone width="9%" height="11px" /><Bone width="9%" height="11px" /><Bone width="26%" height="11px" />
        </div>
      ))}
    </div>
  );
}
