// Which of several tabs on one project saves it: the rules alone. Every tab holds its project with a claim, any two claims have an order,
// and the tab with the weaker one does not save. What this cannot prevent, a revision that does not fit, the storage refuses.

export interface Claim {
  /** How often the project was taken over; more is stronger. */
  takes: number;
  /** When the tab opened it; earlier is stronger. */
  sinceMs: number;
  tab: string;
}

export interface TabState {
  /** Null while what is on the page is not kept anywhere. */
  project: string | null;
  claim: Claim;
  /** The claim of the tab that holds the project instead of this one. */
  holder: Claim | null;
  /** Another tab has saved what this one has not read. */
  behind: boolean;
}

export type TabMessage =
  /** Said on opening: whoever has a stronger claim answers. */
  | { kind: 'opens'; project: string; claim: Claim }
  | { kind: 'holds'; project: string; claim: Claim }
  | { kind: 'saved'; project: string; claim: Claim }
  | { kind: 'leaves'; project: string; claim: Claim };

export type TabEvent =
  | { kind: 'opened'; project: string | null; nowMs: number }
  | { kind: 'heard'; message: TabMessage }
  /** The person wants to go on here. */
  | { kind: 'taken-over' }
  /** The storage has refused a write: somebody else wrote. */
  | { kind: 'overtaken' }
  | { kind: 'saved' }
  /** What the storage has is on the page. */
  | { kind: 'caught-up' }
  | { kind: 'left' };

export interface TabStep {
  state: TabState;
  say: TabMessage[];
}

export function firstTabState(tab: string): TabState {
  return {
    project: null,
    claim: { takes: 0, sinceMs: 0, tab },
    holder: null,
    behind: false,
  };
}

export function stepTab(state: TabState, event: TabEvent): TabStep {
  const { project, claim } = state;
  switch (event.kind) {
    case 'opened':
      return opened(state, event.project, event.nowMs);
    case 'heard':
      return heard(state, event.message);
    case 'taken-over': {
      const taken = { ...claim, takes: Math.max(claim.takes, state.holder?.takes ?? 0) + 1 };
      return {
        state: { ...state, claim: taken, holder: null },
        say: project === null ? [] : [{ kind: 'holds', project, claim: taken }],
      };
    }
    case 'overtaken':
      // Nobody knows whose claim it was.
      return { state: { ...state, holder: state.holder ?? claim, behind: true }, say: [] };
    case 'saved':
      return {
        state: { ...state, behind: false },
        say: project === null ? [] : [{ kind: 'saved', project, claim }],
      };
    case 'caught-up':
      return { state: { ...state, behind: false }, say: [] };
    case 'left':
      // Silent from now on, and still a guest if it was one.
      return { state: { ...state, project: null }, say: leaving(state) };
  }
}

function opened(state: TabState, project: string | null, nowMs: number): TabStep {
  // Who reads its project again claims it as before.
  const again = project === state.project;
  const claim = again ? state.claim : { takes: 0, sinceMs: nowMs, tab: state.claim.tab };
  return {
    state: { project, claim, holder: null, behind: false },
    say: [
      ...(again ? [] : leaving(state)),
      ...(project === null ? [] : [{ kind: 'opens' as const, project, claim }]),
    ],
  };
}

/** Only who held it leaves it to the others. */
function leaving({ project, claim, holder }: TabState): TabMessage[] {
  return project === null || holder !== null ? [] : [{ kind: 'leaves', project, claim }];
}

function heard(state: TabState, message: TabMessage): TabStep {
  const { project, claim, holder } = state;
  const unchanged = { state, say: [] };
  if (project === null || message.project !== project) return unchanged;
  if (message.kind === 'saved')
    return { state: { ...state, holder: holder ?? message.claim, behind: true }, say: [] };
  if (message.kind === 'leaves') {
    if (holder === null || holder.tab !== message.claim.tab) return unchanged;
    return {
      state: { ...state, holder: null },
      say: [{ kind: 'opens', project, claim }],
    };
  }
  if (isStronger(message.claim, claim)) {
    // One that merely opens it is a holder only if nobody stronger answers it.
    if (holder !== null && isStronger(holder, message.claim)) return unchanged;
    return { state: { ...state, holder: message.claim }, say: [] };
  }
  return holder === null ? { state, say: [{ kind: 'holds', project, claim }] } : unchanged;
}

export function isStronger(one: Claim, other: Claim): boolean {
  if (one.takes !== other.takes) return one.takes > other.takes;
  if (one.sinceMs !== other.sinceMs) return one.sinceMs < other.sinceMs;
  return one.tab < other.tab;
}
