export * from './explain-change.ts'
export * from './nine.ts'
export * from './scale.ts'
export * from './score.ts'
