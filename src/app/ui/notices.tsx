// Short notices at the edge of the page: what happened, and the way back.

import { notifications } from '@mantine/notifications';
import { Button } from './Button.tsx';

const undoTimeMs = 12_000;
const closeButtonProps = { 'aria-label': 'Close' };

export function tellUndo(message: string, undo: () => void, label = 'Undo'): void {
  tellWithButton(message, { label, act: undo, closeAfterMs: undoTimeMs });
}

/** Stays until the person has decided; said once, however often it is found. */
export function tellReload(message: string, reload: () => void): void {
  tellWithButton(message, {
    label: 'Reload',
    act: reload,
    closeAfterMs: false,
    id: 'reload',
  });
}

interface NoticeButton {
  label: string;
  act: () => void;
  closeAfterMs: number | false;
  /** Two notices of one id are one. */
  id?: string;
}

function tellWithButton(message: string, { label, act, closeAfterMs, id }: NoticeButton): void {
  const shown = notifications.show({
    ...(id === undefined ? {} : { id }),
    autoClose: closeAfterMs,
    withCloseButton: true,
    closeButtonProps,
    classNames: { root: 'notice' },
    message: (
      <span className="row">
        <span className="grow">{message}</span>
        <Button
          onClick={() => {
            notifications.hide(shown);
            act();
          }}
        >
          {label}
        </Button>
      </span>
    ),
  });
}

export function tell(message: string): void {
  notifications.show({
    message,
    closeButtonProps,
    classNames: { root: 'notice' },
    autoClose: undoTimeMs,
  });
}

/** For what somebody has to read before they go on. */
export function tellUntilClosed(message: string): void {
  notifications.show({
    message,
    closeButtonProps,
    classNames: { root: 'notice' },
    autoClose: false,
  });
}
