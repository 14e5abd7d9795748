import { expect, it } from 'vitest'
import { userNamed } from './run-identity.ts'

const passwd =
  'root:x:0:0:root:/root:/bin/sh\npostgres:x:70:71::/var/lib/postgresql:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\nodd:x::\n'

it('finds a user by the whole name only, and never root', () => {
  expect(userNamed(passwd, 'postgres')).toEqual({ uid: 70, gid: 71 })
  expect(userNamed(passwd, 'post')).toBeUndefined()
  expect(userNamed(passwd, 'root')).toBeUndefined()
  expect(userNamed(passwd, 'odd')).toBeUndefined()
})
