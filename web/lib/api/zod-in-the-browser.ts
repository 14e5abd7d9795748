/**
 * Stands in for zod in the web build. The contract's modules are evaluated for their paths, lists and types; nothing is parsed here,
 * so every schema is an empty shape that accepts being described further. Parsing with one is a mistake and says so.
 */
function shape(options?: readonly unknown[]): unknown {
  return new Proxy(function schema() {}, {
    apply: () => shape(),
    get: (_target, key) => {
      if (key === 'options') return options
      if (key === 'enum') return (values: readonly unknown[]) => shape(values)
      if (key === Symbol.hasInstance) return () => false
      if (key === 'parse' || key === 'safeParse')
        throw new Error('The browser does not parse: the server has done so by the contract.')
      return typeof key === 'symbol' || key === 'then' ? undefined : shape()
    },
  })
}

export const z = shape()
