// Keeps a defect of ours inside one panel: says so and offers to draw the panel again. The person's work is untouched.

import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';

interface Props {
  /** What the panel is called in the sentence. */
  name: string;
  children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p className="strong">{this.props.name} cannot be drawn: a defect of Sluice.</p>
        <p className="mono small">{error.message}</p>
        <p>Your project is kept.</p>
        <Button onClick={() => this.setState({ error: null })}>Draw again</Button>
      </div>
    );
  }
}
