// What a scan brought, held against the one before it.

export function changeInWords(appeared: number | null, disappeared: number | null): string {
  if (appeared === null || disappeared === null) return "first scan";
  if (appeared === 0 && disappeared === 0) return "nothing new, nothing gone";
  return `${appeared.toLocaleString("en")} new, ${disappeared.toLocaleString("en")} gone`;
}
