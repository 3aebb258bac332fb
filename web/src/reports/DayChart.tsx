import type { ReportChart } from '../api/types';
import { useRoom } from '../frame/mission';
import { dayText, numberText } from '../words/format';
import { nameIn } from '../words/words';

const [width, height, floor] = [330, 96, 76];

/** Bars by day with their figures beside them; a day without a figure is hatched, not zero. */
export function DayChart({ chart }: { chart: ReportChart }) {
  const { formats } = useRoom();
  const { days } = chart;
  if (days.length === 0) return null;
  const most = Math.max(1, ...days.map((d) => d.count ?? 0));
  const step = width / days.length;
  const labelEvery = Math.ceil(days.length / 5);
  const title = nameIn(chart.title, formats.language);
  return (
    <figure className="day-chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={title}>
        <defs>
          <pattern id="blank-day" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0v6" stroke="var(--unseen-hatch)" strokeWidth="2" />
          </pattern>
        </defs>
        {days.map(({ day, count }, i) => {
          const tall = ((count ?? 0) / most) * (floor - 16);
          const x = i * step;
          return (
            <g key={day}>
              {count === null ? (
                <rect x={x + 1} y={16} width={step - 2} height={floor - 16} fill="url(#blank-day)" />
              ) : (
                <>
                  <rect x={x + step * 0.15} y={floor - tall} width={step * 0.7} height={tall} fill="var(--ink-2)" />
                  {step > 14 && (
                    <text x={x + step / 2} y={floor - tall - 4} textAnchor="middle">
                      {numberText(count, formats.language)}
                    </text>
                  )}
                </>
              )}
              {i % labelEvery === 0 && (
                <text x={x + 1} y={floor + 15}>
                  {dayText(day, formats)}
                </text>
              )}
            </g>
          );
        })}
        <path d={`M0 ${floor}.5H${width}`} stroke="var(--line-strong)" />
      </svg>
    </figure>
  );
}
