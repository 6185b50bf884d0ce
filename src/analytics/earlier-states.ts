// Read models as they would have been at an earlier instant, each in a partition of its own. A few are kept; one that
// somebody still reads is not taken away.
import type { FactsStore } from '../database/facts-store.js';
import type { Workspace } from '../shared/workspace.js';
import { buildContext, buildReadModels, dropReadModels } from './refresh.js';

/** Numbers of their partitions; workspaces count from 1. */
const FIRST_TARGET = 4_000_000_000;
/** States kept built while nobody reads them. */
const KEPT = 4;

/** A state that stays until it is released. */
export interface HeldState {
  /** The partition that holds it. */
  readonly target: number;
  release(): Promise<void>;
}

interface State {
  readonly built: Promise<number>;
  readers: number;
}

export class EarlierStates {
  private readonly states = new Map<string, State>();
  private next = FIRST_TARGET;

  /** @param revision of a workspace's facts: a state is of what was received by then, and of corrections since */
  constructor(private readonly facts: FactsStore, private readonly revision: (workspace: Workspace) => Promise<string>) {}

  /** Builds the state unless it is there. @param knownAt ISO instant */
  async hold(workspace: Workspace, knownAt: string): Promise<HeldState> {
    const key = JSON.stringify([workspace.id, knownAt, await this.revision(workspace), workspace.settings, workspace.personaRules, workspace.selfReported?.rules]);
    const state = this.states.get(key) ?? this.build(key, workspace, knownAt);
    state.readers += 1;
    const release = async (): Promise<void> => {
      state.readers -= 1;
      await this.tidy();
    };
    try {
      return { target: await state.built, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  private build(key: string, workspace: Workspace, knownAt: string): State {
    const target = this.next;
    this.next += 1;
    const state: State = { built: buildReadModels(this.facts, buildContext(workspace, { target, knownAt })).then(() => target), readers: 0 };
    this.states.set(key, state);
    state.built.catch(() => this.states.delete(key));
    return state;
  }

  /** Takes away the oldest that nobody reads. */
  private async tidy(): Promise<void> {
    for (const [key, state] of [...this.states]) {
      if (this.states.size <= KEPT) return;
      if (state.readers > 0) continue;
      this.states.delete(key);
      await dropReadModels(this.facts, await state.built);
    }
  }
}
