// The places that a download can be for, and what one may choose for each.

import {
  IconBox,
  IconBrandDocker,
  IconBrandGithub,
  IconCloud,
  IconHexagons,
  IconRoute,
  IconSailboat,
  IconServer,
  IconTestPipe,
} from '@tabler/icons-react';
import type { PreparedDownload } from '../../../controllers/download-controller.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { usePlayground } from '../../../workbench.ts';

const icons: Readonly<Record<string, typeof IconBox>> = {
  envoy: IconServer,
  docker: IconBrandDocker,
  'oci-image': IconBox,
  istio: IconSailboat,
  'envoy-gateway': IconRoute,
  higress: IconCloud,
  kubernetes: IconHexagons,
  'github-actions': IconBrandGithub,
  'service-extensions': IconTestPipe,
};

const labels = {
  envoyVersion: 'Envoy version',
  image: 'Image',
  namespace: 'Namespace',
  workload: 'Workload',
  pullSecret: 'Pull secret',
  phase: 'Phase',
} as const;

export function DownloadTargets({ prepared }: { prepared: PreparedDownload }) {
  const { target, options } = usePlayground((state) => state.bundle);
  const show = usePlayground((state) => state.show);
  return (
    <div role="listbox" aria-label="Targets" className="download-targets">
      {prepared.targets.map(({ name, title, summary }) => {
        const Icon = icons[name] ?? IconServer;
        return (
          <button
            type="button"
            role="option"
            key={name}
            className="target-row"
            aria-selected={name === target}
            onClick={() => show({ bundle: { target: name, options } })}
          >
            <Icon size={16} />
            <span className="medium">{title}</span>
            <span className="small t2 cut">{summary}</span>
          </button>
        );
      })}
    </div>
  );
}

export function DownloadOptions({ prepared }: { prepared: PreparedDownload }) {
  const { target, options } = usePlayground((state) => state.bundle);
  const show = usePlayground((state) => state.show);
  const chosen = prepared.targets.find((one) => one.name === target);
  const change = (field: string, value: string): void =>
    show({ bundle: { target, options: { ...options, [field]: value } } });
  if (chosen === undefined || chosen.options.length === 0) return null;
  return (
    <div className="target-options">
      {chosen.options.map((field) =>
        prepared.optionChoices[field] !== undefined ? (
          <SelectField
            key={field}
            label={labels[field]}
            value={options[field] ?? prepared.optionDefaults[field]}
            options={prepared.optionChoices[field].map((value) => ({ value, label: value }))}
            onChange={(value) => change(field, value)}
          />
        ) : (
          <div className="field" key={field}>
            <label htmlFor={`target-${field}`}>{labels[field]}</label>
            <input
              id={`target-${field}`}
              className="input mono"
              spellCheck={false}
              placeholder="none"
              autoComplete="off"
              value={options[field] ?? prepared.optionDefaults[field]}
              onChange={(event) => change(field, event.target.value)}
            />
          </div>
        ),
      )}
    </div>
  );
}
