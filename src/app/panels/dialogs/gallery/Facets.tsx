// What the gallery can be narrowed to: sections and tags; and the way to the person's own projects.

import {
  type ExampleGroup,
  exampleGroups,
  type ExampleTag,
  exampleTags,
  findExamples,
} from '#examples/index.ts';
import { useWorkbench } from '../../../workbench.ts';

/** Null is everything. */
export type Facet = ExampleGroup | ExampleTag | null;

export interface FacetsProps {
  value: Facet;
  onChange: (facet: Facet) => void;
  /** What is searched for: the numbers are of what it finds. */
  text: string;
}

export function Facets({ value, onChange, text }: FacetsProps) {
  const { examples, store } = useWorkbench();
  const facet = (name: Facet, label: string, count: number) => (
    <button
      type="button"
      key={label}
      className="facet"
      aria-pressed={value === name}
      onClick={() => onChange(value === name ? null : name)}
    >
      <span>{label}</span>
      <span className="t3">{count}</span>
    </button>
  );
  const counted = (name: ExampleGroup | ExampleTag) =>
    facet(name, name, findExamples(examples, text, name).length);
  return (
    <div className="facets">
      {facet(null, 'All', findExamples(examples, text, null).length)}
      {exampleGroups.map(counted)}
      <div className="small t3 facet-head">About</div>
      {exampleTags.map(counted)}
      <div className="small t3 facet-head">Yours</div>
      <button
        type="button"
        className="facet"
        onClick={() => store.getState().showDialog('projects')}
      >
        Projects…
      </button>
    </div>
  );
}
