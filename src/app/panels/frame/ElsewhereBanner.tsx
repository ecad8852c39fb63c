// Says that another tab has the project on the page, and lets the person decide which of the two goes on.

import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { tell } from '../../ui/notices.tsx';
import { useMedia, usePlayground, useWorkbench } from '../../workbench.ts';

export function ElsewhereBanner() {
  const { tabs } = useWorkbench();
  const elsewhere = usePlayground((state) => state.elsewhere);
  const name = usePlayground((state) => state.project.name);
  const changed = usePlayground((state) => state.saving.status !== 'kept');
  // A phone changes nothing, so there is nothing to decide but what is shown.
  const phone = useMedia('(width < 600px)');
  if (elsewhere === null || (phone && !elsewhere.behind)) return null;

  const attempt = (action: Promise<void>): void => {
    action.catch((error: unknown) => {
      tell(`That did not work: ${error instanceof Error ? error.message : String(error)}.`);
    });
  };
  return (
    <Banner
      tone="changed"
      what={
        elsewhere.behind ? `${name} was changed in another tab.` : `${name} is open in another tab.`
      }
      why={whyText(elsewhere.behind, changed)}
      action={
        <span className="row">
          {elsewhere.behind && !changed && (
            <Button onClick={() => attempt(tabs.reload())}>Reload it</Button>
          )}
          {!phone && <Button onClick={() => tabs.workOnCopy()}>Work on a copy</Button>}
          {!phone && (changed || !elsewhere.behind) && (
            <Button onClick={() => attempt(tabs.takeOver())}>Take over here</Button>
          )}
        </span>
      }
    />
  );
}

function whyText(behind: boolean, changed: boolean): string {
  if (!changed)
    return behind ? 'This tab shows how it was before.' : 'What you change here is not saved.';
  return behind
    ? 'Your edits here are not saved. Taking over makes the other tab’s state an earlier version.'
    : 'Your edits here are not saved while it is open there.';
}
