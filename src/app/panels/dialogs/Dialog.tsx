// The frame of every dialog: a title, a body, a way out.

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

export interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  size?: number;
  children: ReactNode;
}

export function Dialog({ title, onClose, size = 640, children }: DialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      padding={0}
      transitionProps={{ duration: 0 }}
      overlayProps={{ className: 'scrim' }}
      // The page has its banner already.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{
        content: 'dialog',
        header: 'dialog-head',
        title: 'dialog-title',
        body: 'dialog-body',
      }}
    >
      {children}
    </Modal>
  );
}
