import type { Mark } from '../../../src/consult/sharedView/view.ts';
import type { Point } from '../../images/viewerState.ts';
import { arrowHead } from './drawing.ts';
import type { Grid } from './grid.ts';

/** Seen on black and on white: each has a dark edge. */
const EDGE = 'rgba(0, 0, 0, 0.75)';

interface ShapesProps {
  readonly grid: Grid;
  readonly colour: string;
  readonly marks: readonly Pick<Mark, 'at' | 'shape'>[];
}

/** Marks of one doctor over what is shown; those of other pictures and pages are not there. */
export function Shapes({ grid, colour, marks }: ShapesProps) {
  return marks.map(({ at, shape }, index) => {
    const from = grid.toPane(at, at);
    if (from === null) return null;
    switch (shape.is) {
      case 'arrow': {
        const to = grid.toPane(at, shape.to);
        return to === null ? null : <Arrow key={index} from={from} to={to} colour={colour} />;
      }
      case 'line':
        return (
          <Line
            key={index}
            colour={colour}
            points={shape.points.flatMap((corner) => grid.toPane(at, corner) ?? [])}
          />
        );
      case 'text':
        return (
          <text
            key={index}
            x={from.x + 6}
            y={from.y - 6}
            fontSize={16}
            fontWeight="bold"
            fill={colour}
            stroke={EDGE}
            strokeWidth={3}
            paintOrder="stroke"
          >
            {shape.text}
          </text>
        );
    }
  });
}

function Arrow({ from, to, colour }: { readonly from: Point; readonly to: Point; readonly colour: string }) {
  return (
    <g>
      <Line points={[from, to]} colour={colour} />
      <polygon points={listed(arrowHead(from, to))} fill={colour} stroke={EDGE} />
    </g>
  );
}

function Line({ points, colour }: { readonly points: readonly Point[]; readonly colour: string }) {
  const shared = {
    points: listed(points),
    fill: 'none',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const;
  return (
    <>
      <polyline {...shared} stroke={EDGE} strokeWidth={5} />
      <polyline {...shared} stroke={colour} strokeWidth={3} />
    </>
  );
}

function listed(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ');
}
