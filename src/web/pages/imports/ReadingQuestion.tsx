// Asks what a file leaves open, with a button for each answer.
import { Button } from '@mantine/core';
import type { ApiError } from '../../api/api-client.js';
import { answersTo, type ReadingAnswer } from './reading-questions.js';
import styles from './imports.module.css';

export const ReadingQuestion = ({ error, onAnswer }: { readonly error: ApiError; readonly onAnswer: (answer: ReadingAnswer) => void }) => (
  <div className={styles.question} role="alert">
    <p><strong>One question first.</strong> {error.message}</p>
    <div className={styles.actions}>
      {answersTo(error).map((answer) => <Button key={answer.value} variant="default" size="xs" onClick={() => onAnswer(answer)}>{answer.label}</Button>)}
    </div>
  </div>
);
