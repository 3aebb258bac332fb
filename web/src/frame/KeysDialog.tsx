import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CloseIcon } from './icons';

const keys: [string[], string][] = [
  [['j', 'k'], 'web.keys.move'],
  [['Enter'], 'web.keys.open'],
  [['m'], 'web.keys.map'],
  [['/'], 'web.keys.search'],
  [['b'], 'web.keys.because'],
  [['←', '→', '↑', '↓'], 'web.keys.board'],
  [['1', '–', '5'], 'web.keys.rooms'],
  [['?'], 'web.keys.all'],
  [['Esc'], 'web.keys.close'],
];

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={onOpenChange} isDismissable>
      <Modal>
        <Dialog className="dialog keys">
          {({ close }) => (
            <>
              <div className="dialog-head">
                <Heading slot="title">{t('web.keys.title')}</Heading>
                <button className="button plain icon" aria-label={t('web.close')} onClick={close}>
                  <CloseIcon />
                </button>
              </div>
              <dl>
                {keys.map(([symbols, text]) => (
                  <div key={text}>
                    <dt>
                      {symbols.map((symbol) => (
                        <kbd key={symbol}>{symbol}</kbd>
                      ))}
                    </dt>
                    <dd>{t(text)}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
