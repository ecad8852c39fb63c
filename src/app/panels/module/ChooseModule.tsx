// A button that lets the person choose the file of a module for the plugin on screen.

import { type ReactNode, useRef } from 'react';
import { Button, type ButtonProps } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';

export function ChooseModule({
  look,
  children,
}: Pick<ButtonProps, 'look'> & { children: ReactNode }) {
  const { modules } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...(look === undefined ? {} : { look })} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".wasm,.wat,.wast,application/wasm"
        hidden
        aria-label="Module file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void modules.take(file, plugin);
          // The same file may be chosen again once it has been built anew.
          event.target.value = '';
        }}
      />
    </>
  );
}
