import EyeOutlined from '@ant-design/icons/es/icons/EyeOutlined'
import { Button, Input, Popover } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../lib/api/use-problem-text.ts'
import css from './parts.module.css'

interface Props {
  masked: string
  /** What the value is, for people who hear the page: 手机. */
  label: string
  canReveal: boolean
  reveal: (reason: string) => Promise<string>
  format?: (value: string) => string
}

/** How long an opened value stays on a screen that others can see. */
const SHOWN_MS = 60_000

/** A personal value behind its mask; opening it asks for a reason, is written down, and closes by itself. */
export function MaskedValue({ masked, label, canReveal, reveal, format = (value) => value }: Props) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    if (shown === undefined) return
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])

  if (shown !== undefined) return <span className={css.masked}>{format(shown)}</span>
  if (!canReveal) return <span className={css.masked}>{masked}</span>
  return (
    <span className={css.masked}>
      {masked}
      <Popover
        trigger="click"
        open={isAsking}
        onOpenChange={setAsking}
        destroyOnHidden
        title={t('ui.reveal.title', { label })}
        content={
          <RevealReason
            reveal={async (reason) => {
              setShown(await reveal(reason))
              setAsking(false)
            }}
          />
        }
      >
        <Button type="text" size="small" icon={<EyeOutlined />} aria-label={t('ui.reveal.show', { label })} />
      </Popover>
    </span>
  )
}

function RevealReason({ reveal }: { reveal: (reason: string) => Promise<void> }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string>()
  const ask = (given: string) => {
    setProblem(undefined)
    reveal(given).catch((error: unknown) => setProblem(text(error)))
  }
  return (
    <div className={css.reasons}>
      <span className={css.hint}>{t('ui.reveal.logged')}</span>
      <div className={css.reasonChips}>
        {(['call', 'verify', 'delivery'] as const).map((key) => (
          <Button key={key} size="small" onClick={() => ask(t(`ui.reveal.reasons.${key}`))}>
            {t(`ui.reveal.reasons.${key}`)}
          </Button>
        ))}
      </div>
      <Input.Search
        value={reason}
        maxLength={200}
        placeholder={t('ui.reveal.other')}
        aria-label={t('ui.reveal.other')}
        enterButton={t('ui.reveal.confirm')}
        onChange={(event) => setReason(event.target.value)}
        onSearch={(value) => value.trim() && ask(value.trim())}
      />
      {problem && <span role="alert">{problem}</span>}
    </div>
  )
}
