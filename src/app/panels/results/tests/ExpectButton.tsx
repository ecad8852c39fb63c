// Beside a result: asserts that it is to be so again, or takes that back.

import { IconCheck, IconChecklist } from '@tabler/icons-react';
import type { Expectation } from '#project/schema.ts';
import { sameExpectation } from '#trace/new-expectation.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { usePlayground } from '../../../workbench.ts';
import { sentenceText, useAssertions } from './use-assertions.ts';

/** Nothing at all for a result that no assertion looks at. */
export function ExpectButton({ expectation }: { expectation: Expectation | null }) {
  const scenario = usePlayground((state) => state.scenario);
  const asserted = usePlayground((state) =>
    expectation === null
      ? undefined
      : state.project.scenarios[state.scenario]?.expect.find((one) =>
          sameExpectation(one, expectation),
        ),
  );
  const { add, remove } = useAssertions(scenario);
  if (expectation === null) return null;
  return (
    <IconButton
      slim
      className="expect-button"
      aria-pressed={asserted !== undefined}
      label={`Expect: ${sentenceText(expectation)}`}
      icon={asserted === undefined ? <IconChecklist size={14} /> : <IconCheck size={14} />}
      onClick={() => (asserted === undefined ? add(expectation) : remove(asserted))}
    />
  );
}
