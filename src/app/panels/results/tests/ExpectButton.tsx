// Beside a result: asserts that it is to be so again, or takes that back.

import { IconCheck, IconChecklist } from '@tabler/icons-react';
import type { Expectation } from '#project/schema.ts';
import { sameExpectation } from '#trace/new-expectation.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { usePlayground, usePlaygroundContext } from '../../../workbench.ts';
import { sentenceText, useAssertions } from './use-assertions.ts';

interface ExpectButtonProps {
  expectation: Expectation | null;
  /** Stands beside the icon, and the button is seen always; without one it is seen where one points. */
  word?: string;
}

/** Nothing at all for a result that no assertion looks at, and where nothing can be edited. */
export function ExpectButton({ expectation, word = '' }: ExpectButtonProps) {
  const { editable } = usePlaygroundContext();
  const scenario = usePlayground((state) => state.scenario);
  const asserted = usePlayground((state) =>
    expectation === null
      ? undefined
      : state.project.scenarios[state.scenario]?.expect.find((one) =>
          sameExpectation(one, expectation),
        ),
  );
  const { add, remove } = useAssertions(scenario);
  if (expectation === null || !editable) return null;
  const label = `Expect: ${sentenceText(expectation)}`;
  const icon = asserted === undefined ? <IconChecklist size={14} /> : <IconCheck size={14} />;
  const shared = {
    'aria-pressed': asserted !== undefined,
    onClick: () => (asserted === undefined ? add(expectation) : remove(asserted)),
  };
  if (word === '') {
    return <IconButton slim className="expect-button" label={label} icon={icon} {...shared} />;
  }
  return (
    <Button look="quiet" className="slim" aria-label={label} title={label} {...shared}>
      {icon} {word}
    </Button>
  );
}
