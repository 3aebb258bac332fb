import type { ReactNode } from 'react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { DownIcon, TickIcon } from './icons';
import './choice.css';

export interface Option {
  id: string;
  text: string;
}

/** One of several, chosen from a list that drops down. */
export function Choice({
  label,
  icon,
  value,
  options,
  onChange,
  shape = 'row',
}: {
  label: string;
  icon?: ReactNode;
  value: string;
  options: Option[];
  onChange: (id: string) => void;
  shape?: 'row' | 'button';
}) {
  return (
    <Select
      aria-label={label}
      className={`choice ${shape}-shape`}
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
    >
      <Button className={shape === 'row' ? 'rail-item' : 'button'}>
        {icon}
        <SelectValue className="choice-value">{({ selectedText }) => selectedText || label}</SelectValue>
        <DownIcon size={14} />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.text}>
              {option.text}
              {option.id === value && (
                <span className="tick">
                  <TickIcon size={16} />
                </span>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
