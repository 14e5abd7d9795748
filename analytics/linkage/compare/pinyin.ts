import { polyphonic } from 'pinyin-pro'

const MOST_READINGS = 12
const readingsOfCharacter = new Map<string, readonly string[]>()

// One syllable: initial and final. Used only to see whether Latin letters can be pinyin, so it accepts a little too much.
const SYLLABLE =
  /(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|er|ia|ie|iu|ua|uo|ui|ue|ve|a|o|e|i|u|v)/y

/**
 * Every toneless reading of a Chinese text, syllables joined (单 → dan, shan, chan), at most 12; ü is written v, and u as
 * most foreigners do.
 * A name's right reading is known only to its bearer, so all of them count.
 */
export function readingsOf(chinese: string): string[] {
  let readings = ['']
  for (const character of chinese) {
    const next: string[] = []
    for (const head of readings) for (const syllable of syllablesOf(character)) next.push(head + syllable)
    readings = next.slice(0, MOST_READINGS)
  }
  return readings
}

function syllablesOf(character: string): readonly string[] {
  const known = readingsOfCharacter.get(character)
  if (known) return known
  const read = polyphonic(character, { toneType: 'none', type: 'array' })[0] ?? []
  const syllables = [
    ...new Set(
      read.flatMap((syllable) => (syllable.includes('ü') ? [syllable.replace('ü', 'v'), syllable.replace('ü', 'u')] : syllable)),
    ),
  ]
  const result = syllables.length > 0 ? syllables : [character]
  readingsOfCharacter.set(character, result)
  return result
}

/**
 * Pinyin with the sounds folded that southern speakers and hurried typists mix up: zh/z, ch/c, sh/s, n/l at the start, f/h before u,
 * ng/n at the end of a syllable, ü/u.
 */
export function foldPinyin(pinyin: string): string {
  return pinyin
    .replace(/([zcs])h/g, '$1')
    .replace(/n(?=[aeiouv])/g, 'l')
    .replace(/hu(?=[aeio])/g, 'f')
    .replaceAll('ng', 'n')
    .replaceAll('v', 'u')
}

/** True when Latin letters can be read as pinyin from end to end ("xiaoming"), by greedy reading of syllables. */
export function isPinyin(letters: string): boolean {
  if (letters === '') return false
  SYLLABLE.lastIndex = 0
  while (SYLLABLE.lastIndex < letters.length) {
    const at = SYLLABLE.lastIndex
    if (!SYLLABLE.test(letters)) return false
    if (SYLLABLE.lastIndex === at) return false
  }
  return true
}
