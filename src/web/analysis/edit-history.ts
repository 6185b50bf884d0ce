// A state with what it was before each change, so that every change can be undone and done again.

interface Step<S> {
  readonly state: S;
  /** What was done, in words: from this state when it is past, to it when it is to come. */
  readonly label: string;
}
export interface EditHistory<S> {
  readonly now: S;
  /** The latest last. */
  readonly past: readonly Step<S>[];
  /** The next first. */
  readonly future: readonly Step<S>[];
}

export const beginHistory = <S>(now: S): EditHistory<S> => ({ now, past: [], future: [] });

export const edit = <S>({ now, past }: EditHistory<S>, state: S, label: string): EditHistory<S> => ({ now: state, past: [...past, { state: now, label }], future: [] });

/** One change back; the same where there is none. */
export function undo<S>(history: EditHistory<S>): EditHistory<S> {
  const last = history.past.at(-1);
  return last === undefined ? history : { now: last.state, past: history.past.slice(0, -1), future: [{ state: history.now, label: last.label }, ...history.future] };
}

/** The change that was undone last, again; the same where there is none. */
export function redo<S>(history: EditHistory<S>): EditHistory<S> {
  const [next, ...rest] = history.future;
  return next === undefined ? history : { now: next.state, past: [...history.past, { state: history.now, label: next.label }], future: rest };
}
