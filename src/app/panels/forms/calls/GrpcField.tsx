// What a gRPC server does with a call: metadata, messages, and the status at the end.

import { IconPlus, IconX } from '@tabler/icons-react';
import type { CallBehaviour, GrpcAnswer } from '#project/schema.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { PairsField } from '../../../fields/PairsField.tsx';
import { anyText, base64, delayMs } from '../../../fields/rules.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { callKinds, InlineField, serverOfKind } from '../../../fields/ServerField.tsx';
import { renumberDrafts, withoutRow } from '../../../store/drafts.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { useWorkbench } from '../../../workbench.ts';

export const plainGrpcAnswer: GrpcAnswer = {
  kind: 'grpc',
  answersAt: 'end',
  initialMetadata: [],
  messages: [],
  trailingMetadata: [],
  status: 0,
  message: '',
  trailersOnly: false,
  delayMs: 0,
};

/** By number. */
const statusNames = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

export interface GrpcFieldProps {
  path: string;
  who: string;
  server: GrpcAnswer;
  onCommit: (server: CallBehaviour) => void;
}

export function GrpcField({ path, who, server, onCommit }: GrpcFieldProps) {
  const set = (change: Partial<GrpcAnswer>): void => onCommit({ ...server, ...change });
  return (
    <div className="server">
      <div className="row wrap call-line">
        <Choice
          label={`${who}: what it does`}
          value="grpc"
          options={callKinds}
          onChange={(kind) => {
            if (kind !== 'grpc') onCommit(serverOfKind(kind, server));
          }}
        />
        <span className="grpc-status">
          <SelectField
            hideLabel
            mono
            label={`${who}: gRPC status`}
            value={String(server.status)}
            options={statusNames.map((name, code) => ({
              value: String(code),
              label: `${code} ${name}`,
            }))}
            onChange={(code) => set({ status: Number(code) })}
          />
        </span>
        <InlineField label="after ms">
          <DraftField
            path={`${path}.delayMs`}
            label={`${who}: delay in ms`}
            hideLabel
            value={String(server.delayMs)}
            rule={delayMs}
            onCommit={(value) => set({ delayMs: value })}
          />
        </InlineField>
      </div>
      <div className="row wrap call-line">
        <SelectField
          hideLabel
          label={`${who}: when it answers`}
          value={server.answersAt}
          options={[
            { value: 'end', label: 'answers when the caller has ended' },
            { value: 'start', label: 'answers as soon as the call is there' },
            { value: 'message', label: 'answers each message of the caller' },
          ]}
          onChange={(answersAt) => set({ answersAt })}
        />
        <span className="grow">
          <DraftField
            path={`${path}.message`}
            label={`${who}: grpc-message`}
            hideLabel
            placeholder="grpc-message: none"
            value={server.message}
            rule={anyText}
            onCommit={(message) => set({ message })}
          />
        </span>
        <label className="check">
          <input
            type="checkbox"
            checked={server.trailersOnly}
            onChange={(event) => set({ trailersOnly: event.target.checked })}
          />
          trailers only
        </label>
      </div>
      <div className="two-columns">
        <div>
          <PairsField
            path={`${path}.initialMetadata`}
            what="initial header"
            pairs={server.initialMetadata}
            onCommit={(initialMetadata) => set({ initialMetadata })}
          />
          <PairsField
            path={`${path}.trailingMetadata`}
            what="trailer"
            pairs={server.trailingMetadata}
            onCommit={(trailingMetadata) => set({ trailingMetadata })}
          />
        </div>
        <div>
          {server.trailersOnly ? (
            <p className="hint-text">
              One block of headers is the whole answer, with the status; no message is sent.
            </p>
          ) : (
            <Messages path={`${path}.messages`} messages={server.messages} set={set} />
          )}
        </div>
      </div>
    </div>
  );
}

interface MessagesProps {
  path: string;
  messages: GrpcAnswer['messages'];
  set: (change: Partial<GrpcAnswer>) => void;
}

function Messages({ path, messages, set }: MessagesProps) {
  const { store } = useWorkbench();
  const edit = (index: number, change: Partial<GrpcAnswer['messages'][number]>): void =>
    set({
      messages: messages.map((old, at) => (at === index ? { ...old, ...change } : old)),
    });

  function remove(index: number): void {
    const { drafts, setDrafts } = store.getState();
    setDrafts(renumberDrafts(drafts, path, withoutRow(index)));
    set({ messages: messages.filter((_, at) => at !== index) });
  }

  return (
    <div className="form-section">
      {messages.map((message, index) => (
        // Messages have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div className="chunk" key={index}>
          <DraftField
            path={`${path}.${index}.data`}
            label={`Message ${index + 1}`}
            rows={2}
            placeholder={message.encoding === 'base64' ? 'serialised protobuf, base64' : 'empty'}
            value={message.data}
            rule={message.encoding === 'base64' ? base64 : anyText}
            onCommit={(data) => edit(index, { data })}
          />
          <div className="chunk-line">
            <select
              className="input slim"
              aria-label={`Encoding of message ${index + 1}`}
              value={message.encoding}
              onChange={(event) => {
                const encoding = event.target.value === 'base64' ? 'base64' : 'text';
                store.getState().setDraft(`${path}.${index}.data`, null);
                edit(index, { encoding, data: '' });
              }}
            >
              <option value="base64">base64</option>
              <option value="text">text</option>
            </select>
            <span>after</span>
            <DraftField
              path={`${path}.${index}.delayMs`}
              label={`Delay of message ${index + 1} in ms`}
              hideLabel
              value={String(message.delayMs)}
              rule={delayMs}
              onCommit={(value) => edit(index, { delayMs: value })}
            />
            <span>ms</span>
            <span className="grow" />
            <IconButton
              slim
              label={`Remove message ${index + 1}`}
              icon={<IconX size={14} />}
              onClick={() => remove(index)}
            />
          </div>
        </div>
      ))}
      <div>
        <Button
          look="quiet"
          onClick={() =>
            set({ messages: [...messages, { encoding: 'base64', data: '', delayMs: 0 }] })
          }
        >
          <IconPlus size={14} /> Message
        </Button>
      </div>
    </div>
  );
}
