import { expect, test } from 'vitest'
import { ConfigError, loadConfig } from './config.ts'

test('defaults serve a shop on its own machine', () => {
  expect(loadConfig({})).toMatchObject({
    SHUKE_PORT: 3000,
    SHUKE_HOST: '127.0.0.1',
    SHUKE_DEMO: true,
    SHUKE_ROLE: 'all',
    SHUKE_HOSTS: [],
  })
})

test('a flag wins over its environment twin, and an empty variable counts as none', () => {
  expect(loadConfig({ SHUKE_PORT: '4000', SHUKE_DATA_DIR: '' }, { port: '5000' })).toMatchObject({
    SHUKE_PORT: 5000,
    SHUKE_DATA_DIR: undefined,
  })
  expect(loadConfig({ SHUKE_DEMO: 'no', SHUKE_HOSTS: 'crm.example, shop.local ' })).toMatchObject({
    SHUKE_DEMO: false,
    SHUKE_HOSTS: ['crm.example', 'shop.local'],
  })
})

test('every bad value names itself, what it holds and its flag', () => {
  const load = () => loadConfig({ SHUKE_PORT: 'eighty', DATABASE_URL: 'mysql://x', SHUKE_ROLE: 'boss' })
  expect(load).toThrow(ConfigError)
  expect(load).toThrow(/SHUKE_PORT \(--port\): "eighty"[\s\S]*SHUKE_ROLE \(--role\): "boss"[\s\S]*DATABASE_URL/)
})
