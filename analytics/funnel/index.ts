export * from './stage-conversion.ts'
