import type { EventHandler } from '../../kernel/events/outbox.ts'
import { requestRecalculation } from './analysis/request-recalculation.ts'

/** After an import (or its revert) of purchases the live tiers follow by themselves. */
export const handlers: EventHandler[] = [
  {
    event: 'import.finished',
    name: 'value: tiers follow imports',
    async handle(ctx) {
      await requestRecalculation(ctx, {})
    },
  },
]
