// Beside the tabs of the forms: a message as form or raw text, and the ways in and out by curl.

import { IconClipboardCopy, IconClipboardText } from '@tabler/icons-react';
import { curlLine } from '#bundle/curl.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { tell } from '../../../ui/notices.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { useExchange } from '../selection.ts';

export function ViewSwitch() {
  const { store } = useWorkbench();
  const view = usePlayground((state) => state.messageView);
  return (
    <Choice
      slim
      label="The message as"
      value={view}
      options={[
        { value: 'form', label: 'Form' },
        { value: 'raw', label: 'Raw' },
      ]}
      onChange={(messageView) => store.getState().show({ messageView })}
    />
  );
}

export function CurlTools() {
  const { store } = useWorkbench();
  const { request } = useExchange().exchange;

  function copy(): void {
    const { command, remarks } = curlLine(request, store.getState().project);
    navigator.clipboard.writeText(command).then(
      () => tell(['Copied as a line of curl.', ...remarks.map(sentence)].join(' ')),
      () => tell('The browser does not let this page write to the clipboard.'),
    );
  }

  return (
    <>
      <Button
        look="quiet"
        className="paste-curl"
        aria-label="Paste curl"
        title="Paste curl"
        onClick={() => store.getState().showDialog('paste')}
      >
        <IconClipboardText size={14} aria-hidden />
        <span>Paste curl</span>
      </Button>
      <IconButton
        slim
        label="Copy the request as curl"
        icon={<IconClipboardCopy size={14} />}
        onClick={copy}
      />
    </>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
