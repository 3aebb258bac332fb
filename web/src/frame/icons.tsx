import type { ReactNode } from 'react';

interface IconProps {
  size?: number;
}

/** A line icon on a grid of 20; always beside a word or named by its button, so hidden from screen readers. */
const icon = (drawing: ReactNode) =>
  function Icon({ size = 20 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {drawing}
      </svg>
    );
  };

export const WatchIcon = icon(
  <>
    <path d="M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Z" />
    <circle cx="10" cy="10" r="2.5" />
  </>,
);
export const BoardIcon = icon(
  <>
    <rect x="2.75" y="3.25" width="14.5" height="13.5" rx="1.5" />
    <path d="M2.75 7.75h14.5M2.75 12.25h14.5M7.6 3.25v13.5M12.4 3.25v13.5" />
  </>,
);
export const ReportIcon = icon(
  <>
    <path d="M5 2.75h7l3.25 3.25v11.25H5z" />
    <path d="M12 2.75V6h3.25M7.5 9.5h5M7.5 12h5M7.5 14.5h3" />
  </>,
);
export const AgreementIcon = icon(
  <>
    <path d="M10 4.5C8.5 3.4 6.2 3 3 3.2v11.9c3.2-.2 5.5.2 7 1.4 1.5-1.2 3.8-1.6 7-1.4V3.2c-3.2-.2-5.5.2-7 1.3Z" />
    <path d="M10 4.5v12" />
  </>,
);
export const SourcesIcon = icon(
  <>
    <circle cx="10" cy="8" r="1.5" />
    <path d="M10 9.5V17M6.8 11.2a4.5 4.5 0 0 1 0-6.4M13.2 4.8a4.5 4.5 0 0 1 0 6.4M4.4 13.6a7.9 7.9 0 0 1 0-11.2M15.6 2.4a7.9 7.9 0 0 1 0 11.2" />
  </>,
);
export const MoreIcon = icon(
  <>
    <circle cx="4.5" cy="10" r=".8" fill="currentColor" />
    <circle cx="10" cy="10" r=".8" fill="currentColor" />
    <circle cx="15.5" cy="10" r=".8" fill="currentColor" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="8.8" cy="8.8" r="5.3" />
    <path d="m12.8 12.8 4 4" />
  </>,
);
export const CloseIcon = icon(<path d="m5 5 10 10M15 5 5 15" />);
export const DownIcon = icon(<path d="m5.5 8 4.5 4.5L14.5 8" />);
export const RightIcon = icon(<path d="m8 5.5 4.5 4.5L8 14.5" />);
export const LeftIcon = icon(<path d="M12 5.5 7.5 10l4.5 4.5" />);
export const TickIcon = icon(<path d="m4.5 10.5 3.5 3.5 7.5-8" />);
export const DownloadIcon = icon(<path d="M10 3v9.5m0 0L6.5 9m3.5 3.5L13.5 9M3.5 16.5h13" />);
export const LightIcon = icon(
  <>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M4.7 15.3 6 14M14 6l1.3-1.3" />
  </>,
);
export const DarkIcon = icon(<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z" />);
export const LanguageIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M2.75 10h14.5M10 2.75c2 2 3 4.5 3 7.25s-1 5.25-3 7.25c-2-2-3-4.5-3-7.25s1-5.25 3-7.25Z" />
  </>,
);
export const ViewerIcon = icon(
  <>
    <circle cx="10" cy="7" r="3.2" />
    <path d="M3.5 16.8c.7-3.2 3.2-5 6.5-5s5.8 1.8 6.5 5" />
  </>,
);
export const ClockIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 5.5V10l3 2" />
  </>,
);
export const MapIcon = icon(
  <>
    <path d="m2.75 5 4.75-1.75 5 2L17.25 3.5V15L12.5 16.75l-5-2L2.75 16.5z" />
    <path d="M7.5 3.25v11.5M12.5 5.25v11.5" />
  </>,
);
export const ListIcon = icon(<path d="M6.5 5h10.5M6.5 10h10.5M6.5 15h10.5M3 5h.01M3 10h.01M3 15h.01" />);
export const CopyIcon = icon(
  <>
    <rect x="6.5" y="6.5" width="10" height="10" rx="1.5" />
    <path d="M13.5 6.5v-2A1.5 1.5 0 0 0 12 3H5a1.5 1.5 0 0 0-1.5 1.5V12A1.5 1.5 0 0 0 5 13.5h1.5" />
  </>,
);
export const KeysIcon = icon(
  <>
    <rect x="2.25" y="5" width="15.5" height="10" rx="1.5" />
    <path d="M5 8h.01M8 8h.01M11 8h.01M14 8h.01M5 11h.01M15 11h.01M7.5 12h5" />
  </>,
);
export const LinkIcon = icon(<path d="M8.5 11.5a3 3 0 0 0 4.5.3l2.5-2.5a3 3 0 0 0-4.3-4.3L10 6.2M11.5 8.5a3 3 0 0 0-4.5-.3l-2.5 2.5A3 3 0 0 0 8.8 15l1.2-1.2" />);
export const LockIcon = icon(
  <>
    <rect x="4.5" y="9" width="11" height="7.5" rx="1.5" />
    <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
  </>,
);
