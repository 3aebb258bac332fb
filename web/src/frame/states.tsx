import type { UseQueryResult } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../address';
import { ApiError } from '../api/client';
import { CloseIcon, LockIcon, SearchIcon } from './icons';
import { Link } from './Link';
import './states.css';

/** Something that is not there, and what to do next. */
export function Notice({
  title,
  text,
  icon,
  children,
}: {
  title: string;
  text?: string;
  icon?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="notice" role="status">
      {icon && <span className="notice-icon">{icon}</span>}
      <h2>{title}</h2>
      {text && <p className="quiet">{text}</p>}
      {children && <div className="notice-next">{children}</div>}
    </div>
  );
}

/** The server's codes for what is wrong, in words. */
const known = ['malformed', 'unknown_word', 'out_of_range', 'forbidden', 'not_found'];

export function Failure({ error, again }: { error: Error; again: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiError ? error.problem : { title: error.message, status: -1 };
  const say = (code: string) => (known.includes(code) ? t(`web.problem.${code}`) : code);
  const retry = (
    <button className="button" onClick={again}>
      {t('web.state.again')}
    </button>
  );
  if (problem.status === 401 || problem.status === 403)
    return (
      <Notice icon={<LockIcon />} title={t('web.state.forbidden')} text={t('web.state.forbidden.text')}>
        <button className="button" onClick={() => change({ audience: null, asOf: null })}>
          {t('web.state.forbidden.next')}
        </button>
      </Notice>
    );
  if (problem.status === 404)
    return (
      <Notice icon={<SearchIcon />} title={t('web.state.missing')} text={t('web.state.missing.text')}>
        <Link to="/watch" className="button">
          {t('web.room.watch')}
        </Link>
      </Notice>
    );
  if (problem.status === 0)
    return (
      <Notice icon={<CloseIcon />} title={t('web.state.unreachable')} text={t('web.state.unreachable.text')}>
        {retry}
      </Notice>
    );
  return (
    <Notice icon={<CloseIcon />} title={t('web.state.error')} text={problem.detail ?? say(problem.title)}>
      {problem.reasons && problem.reasons.length > 0 && (
        <ul className="reasons">
          {problem.reasons.map((reason) => (
            <li key={`${reason.field} ${reason.problem}`}>
              <span className="mono">{reason.field}</span>: {say(reason.problem)}
              {reason.found && <span className="mono faint"> {reason.found}</span>}
            </li>
          ))}
        </ul>
      )}
      {problem.reasons && problem.reasons.length > 0 ? (
        <button
          className="button"
          onClick={() => change(Object.fromEntries(problem.reasons!.map((reason) => [reason.field, null])))}
        >
          {t('web.state.without')}
        </button>
      ) : (
        retry
      )}
    </Notice>
  );
}

/** Keeps the frame standing where a page breaks. */
export class Standing extends Component<{ children: ReactNode; at: string }, { error: Error | null; at: string }> {
  state = { error: null as Error | null, at: this.props.at };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps(props: { at: string }, state: { at: string }) {
    return props.at === state.at ? null : { error: null, at: props.at };
  }

  render() {
    return this.state.error ? (
      <Failure error={this.state.error} again={() => this.setState({ error: null })} />
    ) : (
      this.props.children
    );
  }
}

/** Bones of a page on its way. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status" aria-label={t('web.state.loading')}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className="bone" style={{ width: `${88 - ((i * 23) % 47)}%` }} />
      ))}
    </div>
  );
}

/** The answer, or what stands in its place. */
export function Answer<T>({
  query,
  children,
  loading = <Loading />,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  loading?: ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} again={() => void query.refetch()} />;
  return loading;
}
