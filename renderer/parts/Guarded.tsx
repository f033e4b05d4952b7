import { Alert, Button } from '@mui/material';
import { Component, type ReactNode } from 'react';

interface GuardedProps {
  /** What is said in the place of what broke. */
  readonly broken: string;
  readonly again: string;
  readonly children?: ReactNode;
}

/** What breaks in it takes nothing beside it along: what it was is not said, since it may be a patient's. */
export class Guarded extends Component<GuardedProps, { readonly isBroken: boolean }> {
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override state = { isBroken: false };

  override render(): ReactNode {
    const { again, broken, children } = this.props;
    if (!this.state.isBroken) return children;
    return (
      <Alert
        severity="error"
        action={
          <Button size="small" color="inherit" onClick={() => this.setState({ isBroken: false })}>
            {again}
          </Button>
        }
      >
        {broken}
      </Alert>
    );
  }
}
