// Writing, changing and deleting the assertions of a scenario; what is deleted can be had back.

import type { Expectation } from '#project/schema.ts';
import type { ExpectationResult } from '#run/api.ts';
import { sentenceOf } from '#trace/expectation-text.ts';
import { sameExpectation } from '#trace/new-expectation.ts';
import { editScenario } from '../../../store/edit-project.ts';
import { tellUndo } from '../../../ui/notices.tsx';
import { usePlaygroundContext } from '../../../workbench.ts';

export interface Assertions {
  add(expectation: Expectation): void;
  replace(old: Expectation, next: Expectation): void;
  /** Replaces it by what was found, with a way back. */
  accept(old: Expectation, found: NonNullable<ExpectationResult['accept']>): void;
  remove(expectation: Expectation): void;
}

/** `scenario`: index of the scenario whose assertions they are. */
export function useAssertions(scenario: number): Assertions {
  const { store } = usePlaygroundContext();

  function change(edit: (expect: Expectation[]) => Expectation[]): void {
    store
      .getState()
      .editProject((project) =>
        editScenario(project, scenario, (old) => ({ ...old, expect: edit(old.expect) })),
      );
  }

  function replace(old: Expectation, next: Expectation): void {
    change((all) => all.map((one) => (one === old ? next : one)));
  }

  return {
    add: (expectation) => change((all) => [...all, expectation]),
    replace,
    accept: (old, found) => {
      const next = { ...old, ...found };
      replace(old, next);
      tellUndo(`Now expected: ${sentenceText(next)}.`, () => replace(next, old));
    },
    remove: (expectation) => {
      const before = store.getState().project.scenarios[scenario]?.expect ?? [];
      const at = before.findIndex((one) => sameExpectation(one, expectation));
      const gone = before[at];
      if (gone === undefined) return;
      change((all) => all.filter((one) => one !== gone));
      tellUndo(`No longer expected: ${sentenceText(gone)}.`, () =>
        change((all) => all.toSpliced(at, 0, gone)),
      );
    },
  };
}

/** An assertion as one line of text, for names and notices. */
export function sentenceText(expectation: Expectation, many = false): string {
  const text = sentenceOf(expectation, many);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
