// What failed, what still holds, how to mend it, and the way to try again.
import { Button } from '@mantine/core';
import { ApiError } from '../../api/api-client.js';
import styles from './ErrorState.module.css';

interface Props {
  readonly error: unknown;
  /** What could not be read: "The trend". */
  readonly what?: string;
  /** The whole first sentence, where it is not about reading. */
  readonly headline?: string;
  /** What is untouched by it. */
  readonly holds?: string;
  readonly onRetry?: () => void;
}

export function ErrorState({ error, what = 'This', headline = `${what} could not be read.`, holds, onRetry }: Props) {
  const known = error instanceof ApiError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div className={styles.error} role="alert">
      <p><strong>{headline}</strong> {message}</p>
      {known && known.hint !== '' && <p className={styles.hint}>{known.hint}</p>}
      {holds !== undefined && <p className="small faint">{holds}</p>}
      <p className={styles.foot}>
        {onRetry && <Button variant="default" size="xs" onClick={onRetry}>Try again</Button>}
        {known && <code className="faint">{known.code}</code>}
      </p>
    </div>
  );
}
