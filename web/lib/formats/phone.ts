/** Eleven-digit mobiles in 3-4-4 (138 0013 8000), a +86 left out; masked and other numbers as they are. */
export function formatPhone(phone: string): string {
  const local = phone.replace(/^\+86/, '')
  return /^1\d{10}$/.test(local) ? `${local.slice(0, 3)} ${local.slice(3, 7)} ${local.slice(7)}` : phone
}
