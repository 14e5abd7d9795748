import * as contract from '@shuke/contract/kernel/backup.ts'
import { type Route, route } from '../http/route.ts'
import { confirmKeyCopy } from './confirm-key-copy.ts'
import { listBackups } from './list-backups.ts'
import { requestBackup } from './request-backup.ts'

export const backupRoutes: Route[] = [
  route(contract.listBackups, (ctx, _input, { runtime }) => listBackups(ctx, runtime)),
  route(contract.makeBackup, (ctx) => requestBackup(ctx)),
  route(contract.confirmKeyCopy, (ctx, _input, { runtime }) => confirmKeyCopy(ctx, runtime)),
]
