// What the gallery can be narrowed to: sections, tags, and what the person had open before.

import {
  type ExampleGroup,
  exampleGroups,
  type ExampleTag,
  exampleTags,
  findExamples,
} from '#examples/index.ts';
import { useWorkbench } from '../../../workbench.ts';

/** Null is everything. */
export type Facet = ExampleGroup | ExampleTag | 'recent' | null;

export interface FacetsProps {
  value: Facet;
  onChange: (facet: Facet) => void;
  /** What is searched for: the numbers are of what it finds. */
  text: string;
  /** How many entries Recent has. */
  recent: number;
}

export function Facets({ value, onChange, text, recent }: FacetsProps) {
  const { examples } = useWorkbench();
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
      {recent > 0 && facet('recent', 'Recent', recent)}
      {exampleGroups.map(counted)}
      <div className="small t3 facet-head">About</div>
      {exampleTags.map(counted)}
    </div>
  );
}
