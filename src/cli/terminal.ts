// Where the command line writes: documents to standard output, everything else to standard error.

export interface Terminal {
  /** Writes to standard output; resolves when it has been taken. */
  print(text: string): Promise<void>;
  /** One line to standard error. */
  say(line: string): void;
  /** Standard error is watched by a person: progress may rewrite its line. */
  readonly isWatched: boolean;
  /** Writes text over the current line of standard error; the empty text clears it. */
  rewrite(text: string): void;
}

/** The process's own streams. @param unattended nobody watches, whatever the streams are (CI) */
export function processTerminal(unattended: boolean): Terminal {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    print: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => { if (error) reject(error); else resolve(); });
      }),
    say: (line) => { process.stderr.write(`${line}\n`); },
    isWatched: process.stderr.isTTY && !unattended,
    rewrite: (text) => { process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns || 80) - 1)}`); },
  };
}
