export function spell(bytes: number[], alphabet: string): string {
  const base = alphabet.length;
  const digits: number[] = [];
  let zeros = 0;
  let check = 11;
  for (const byte of bytes) {
    let carry = byte;
    if (digits.length === 0 && byte === 0) zeros++;
    check = (check * 7 + byte) % base;
    for (let i = 0; i < digits.length || carry > 0; i++) {
      carry += (digits[i] || 0) * 256;
      digits[i] = carry % base;
      carry = Math.floor(carry / base);
    }
  }
  const body = digits.reverse().map((d) => alphabet[d]).join("");
  return alphabet[0].repeat(zeros) + body.replace(/(.{5})(?=.)/g, "$1-") + alphabet[check];
}
