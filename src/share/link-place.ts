// Where a link leads inside of its project: a scenario, or an event of its run, as the last part of the link (`s2`, `s2e141`).

export interface LinkPlace {
  /** Place of the scenario in the project, from 0. */
  scenario: number;
  /** Sequence number of the event in the report. It is the same wherever the link is opened, because a run is a pure function. */
  seq: number | null;
}

/** A link that leads nowhere yet, made to lead to a place. */
export function withPlace(link: string, place: LinkPlace): string {
  return `${link}.${placeText(place)}`;
}

function placeText({ scenario, seq }: LinkPlace): string {
  return `s${scenario}${seq === null ? '' : `e${seq}`}`;
}

/** Null for what is no place: the project can be opened all the same. */
export function readPlace(text: string): LinkPlace | null {
  const [, scenario, seq] = /^s(\d{1,3})(?:e(\d{1,9}))?$/.exec(text) ?? [];
  if (scenario === undefined) return null;
  return { scenario: Number(scenario), seq: seq === undefined ? null : Number(seq) };
}
