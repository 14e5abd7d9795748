import type { Role } from '@shuke/contract/shared/permissions.ts'
import { type DemoOrg, listDemo, openDemoSession } from '@shuke/contract/team/demo.ts'
import type { Session } from '@shuke/contract/team/sign-in.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import css from './sign-in.module.css'

/** Looks again while a demo business is still being filled. */
const POLL_MS = 2_000

/** The demo businesses of this machine, entered by one click in any of their roles; nothing anywhere else. */
export function DemoDoors({ onEnter }: { onEnter: (session: Session) => void }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => call(listDemo),
    refetchInterval: (query) => (query.state.data?.data.some((org) => !org.isReady) ? POLL_MS : false),
  })
  const opening = useMutation({
    mutationFn: (door: { org: string; role: Role }) => call(openDemoSession, { body: door }),
    onSuccess: onEnter,
  })
  const orgs = demo.data?.data ?? []
  if (orgs.length === 0) return null
  return (
    <section className={css.demo} aria-label={t('signIn.demo.title')}>
      <h2>{t('signIn.demo.title')}</h2>
      <p className={css.hint}>{t('signIn.demo.hint')}</p>
      {opening.error && (
        <p role="alert" className={css.problem}>
          {text(opening.error)}
        </p>
      )}
      <ul>
        {orgs.map((org) => (
          <Door key={org.slug} org={org} isBusy={opening.isPending} onOpen={(role) => opening.mutate({ org: org.slug, role })} />
        ))}
      </ul>
    </section>
  )
}

function Door({ org, isBusy, onOpen }: { org: z.infer<typeof DemoOrg>; isBusy: boolean; onOpen: (role: Role) => void }) {
  const { t } = useTranslation()
  return (
    <li>
      <div>
        <strong>{org.name}</strong>
        <span>{t(org.isReady ? `setUp.trades.${org.trade}` : 'signIn.demo.filling')}</span>
      </div>
      <div className={css.roles}>
        {org.roles.map((role) => (
          <Button key={role} size="small" disabled={isBusy || !org.isReady} onClick={() => onOpen(role)}>
            {t(`shell.roles.${role}`)}
          </Button>
        ))}
      </div>
    </li>
  )
}
