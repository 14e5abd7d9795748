import { Button, Input, Segmented, Select } from 'antd'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../lib/api/new-id.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { showToast } from '../../../ui/toast/toast-store.ts'
import css from '../records.module.css'
import { type Note, useNoteDown } from './use-timeline.ts'

const CHANNELS = ['phone', 'wechat', 'visit', 'note'] as const
const DIRECTED: readonly Note['channel'][] = ['phone', 'wechat']

interface Props {
  customerId: string
  inputRef: Ref<HTMLTextAreaElement>
}

/** 输入条: how, a few words, saved. Ctrl or ⌘ Enter saves without the mouse. */
export function Composer({ customerId, inputRef }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const noting = useNoteDown(customerId)
  const [draft, setDraft] = useState<Note>({ channel: 'phone', direction: 'out', kind: 'communication', summary: '' })
  const [id, setId] = useState(() => newId())
  const change = (part: Partial<Note>) => setDraft({ ...draft, ...part })
  const isDirected = DIRECTED.includes(draft.channel)
  const save = () => {
    if (draft.summary.trim() === '' || noting.isPending) return
    noting.mutate(
      { ...draft, direction: isDirected ? draft.direction : 'none', id },
      {
        onSuccess: () => {
          change({ summary: '' })
          setId(newId())
          showToast({ text: t('interactions.noted') })
        },
        onError: (error) => showToast({ text: text(error), tone: 'failed' }),
      },
    )
  }
  return (
    <div className={css.composer}>
      <Input.TextArea
        ref={(element) => {
          const area = element?.resizableTextArea?.textArea ?? null
          if (typeof inputRef === 'function') inputRef(area)
          else if (inputRef) inputRef.current = area
        }}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={5000}
        value={draft.summary}
        placeholder={t('interactions.placeholder')}
        aria-label={t('interactions.placeholder')}
        onChange={(event) => change({ summary: event.target.value })}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && save()}
      />
      <div className={css.composerTools}>
        <Segmented
          size="small"
          aria-label={t('interactions.channel')}
          value={draft.channel}
          onChange={(channel) => change({ channel, kind: channel === 'visit' ? 'service' : 'communication' })}
          options={CHANNELS.map((value) => ({ value, label: t(`interactions.channels.${value}`) }))}
        />
        <div className={css.composerEnd}>
          {isDirected && (
            <Segmented
              size="small"
              aria-label={t('interactions.direction')}
              value={draft.direction}
              onChange={(direction) => change({ direction })}
              options={(['out', 'in'] as const).map((value) => ({ value, label: t(`interactions.directions.${value}`) }))}
            />
          )}
          <Select
            size="small"
            aria-label={t('interactions.kind')}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={(['communication', 'service'] as const).map((value) => ({ value, label: t(`interactions.kinds.${value}`) }))}
          />
          <Button type="primary" size="small" loading={noting.isPending} disabled={draft.summary.trim() === ''} onClick={save}>
            {t('interactions.save')}
          </Button>
        </div>
      </div>
    </div>
  )
}
