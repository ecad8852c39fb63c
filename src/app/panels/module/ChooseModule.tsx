// A button that lets the person choose the file of a module for a plugin.

import { type ReactNode, useRef } from 'react';
import { Button, type ButtonProps } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';

export interface ChooseModuleProps extends Pick<ButtonProps, 'look'> {
  /** Its place in the chain; that of the plugin on screen when absent. */
  plugin?: number;
  children: ReactNode;
}

export function ChooseModule({ look, plugin: given, children }: ChooseModuleProps) {
  const { modules } = useWorkbench();
  const shown = usePlayground((state) => state.plugin);
  const plugin = given ?? shown;
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
