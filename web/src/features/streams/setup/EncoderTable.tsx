import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { ADVICE, ENCODERS, type EncoderId } from './encoder-advice.js';

export const EncoderTable = () => {
  const t = useT();
  const [encoder, setEncoder] = useState<EncoderId>('nvenc');
  const labels = {
    nvenc: t('streams.encoderNvenc'),
    amf: t('streams.encoderAmf'),
    x264: t('streams.encoderX264'),
  };
  const said = (value: string): string =>
    value === 'on' ? t('streams.on') : value === 'off' ? t('streams.off') : value;
  return (
    <Card title={t('streams.encoderTitle')} description={t('streams.encoderText')}>
      <SegmentedControl
        label={t('streams.encoder')}
        className="mb-4"
        value={encoder}
        onChange={setEncoder}
        choices={ENCODERS.map((value) => ({ value, label: labels[value] }))}
      />
      <table className="w-full text-left">
        <thead className="border-b border-line text-sm text-ink-3">
          <tr>
            <th scope="col" className="py-2 pr-4 font-medium">
              {t('streams.setting')}
            </th>
            <th scope="col" className="py-2 pr-4 font-medium">
              {t('streams.usual')}
            </th>
            <th scope="col" className="py-2 font-medium">
              {t('streams.ours')}
            </th>
          </tr>
        </thead>
        {ADVICE[encoder].map(({ setting, usual, ours, why }) => (
          <tbody key={setting} className="border-b border-line align-top last:border-b-0">
            <tr>
              <th scope="row" className="py-2 pr-4 font-normal text-ink-2">
                {t(setting)}
              </th>
              <td className="py-2 pr-4">{said(usual)}</td>
              <td className="py-2">
                {ours ? <strong className="font-medium text-accent-ink">{said(ours)}</strong> : said(usual)}
              </td>
            </tr>
            {why && (
              <tr>
                <td colSpan={3} className="pb-2 text-sm text-pretty text-ink-3">
                  {t(why)}
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </Card>
  );
};
