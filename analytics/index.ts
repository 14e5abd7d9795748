export * from './pyramid/index.ts'
export * from './rfm/index.ts'
