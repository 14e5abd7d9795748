const CLASSES: Record<string, string> = {
  ...letters('bfpv', '1'),
  ...letters('cgjkqsxz', '2'),
  ...letters('dt', '3'),
  ...letters('l', '4'),
  ...letters('mn', '5'),
  ...letters('r', '6'),
}

function letters(of: string, code: string): Record<string, string> {
  return Object.fromEntries([...of].map((letter) => [letter, code]))
}

/**
 * American Soundex of a lower-case Latin name: first letter and three digits for the consonants that follow ("robert" → r163).
 * Source: The Soundex Indexing System, US National Archives. Here only to put similar names into one block.
 */
export function soundex(name: string): string {
  let code = name.slice(0, 1)
  let last = CLASSES[code] ?? ''
  for (let i = 1; i < name.length && code.length < 4; i++) {
    const letter = name[i]!
    const digit = CLASSES[letter] ?? ''
    if (digit !== '' && digit !== last) code += digit
    if (letter !== 'h' && letter !== 'w') last = digit
  }
  return code.padEnd(4, '0')
}
