export default {
  label: 'Find',
  hint: 'Phone tail, name, pinyin initials, plate, number',
  hintShort: 'Find',
  results: 'Customers found',
  welcome: 'Hello, {{name}}',
  nobody: 'Nobody found for “{{q}}”.',
  came: 'Bought last',
  added: 'Newly added',
  empty: {
    title: 'No customers yet',
    hint: 'Add the first one, or import what you have.',
    import: 'Import customers and orders',
  },
}
