// Short notices at the edge of the page: what happened, and the way back.

import { notifications } from '@mantine/notifications';
import { Button } from './Button.tsx';

const undoTimeMs = 12_000;
const closeButtonProps = { 'aria-label': 'Close' };

export function tellUndo(message: string, undo: () => void, label = 'Undo'): void {
  const id = notifications.show({
    autoClose: undoTimeMs,
    withCloseButton: true,
    closeButtonProps,
    classNames: { root: 'notice' },
    message: (
      <span className="row">
        <span className="grow">{message}</span>
        <Button
          onClick={() => {
            notifications.hide(id);
            undo();
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
