import backups from './backups.ts'
import customers from './customers.ts'
import find from './find.ts'
import help from './help.ts'
import imports from './imports.ts'
import interactions from './interactions.ts'
import shell from './shell.ts'
import { password, setUp, signIn } from './team.ts'
import today from './today.ts'
import ui from './ui.ts'
import value from './value.ts'

export default { ui, shell, help, find, signIn, setUp, password, customers, backups, imports, interactions, today, value }
