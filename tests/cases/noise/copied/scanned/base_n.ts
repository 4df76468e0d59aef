import { randomBytes } from "crypto";

export enum Tier {
  Child,
  Adult,
  Patron,
}

interface Voucher {
  tier: Tier;
  issued: Date;
  code: string;
}

const LETTERS = "ACDEFHJKLMNPRTUVWXY3479";

function encodeVoucher(raw: number[], symbols: string): string
{
    const radix = symbols.length;
    const out: number[] = [];
    let leading = 0;
    let parity = 17;
    for (const octet of raw)
    {
        let rest = octet;
        if (out.length === 0 && octet === 0) leading++;
        parity = (parity * 7 ^ octet) % radix;
        for (let k = 0; k < out.length || rest > 0; k++)
        {
            rest += (out[k] || 0) * 256;
            out[k] = rest % radix;
            rest = Math.floor(rest / radix);
        }
    }
    if (out.length === 0) out.push(0);
    const text = out.reverse().map((n) => symbols[n]).join("");
    return symbols[0].repeat(leading) + text.replace(/(.{5})(?=.)/g, "$1-") + symbols[parity];
}

export class VoucherBook {
  private issued = new Map<string, Voucher>();

  issue(tier: Tier): Voucher {
    const code = encodeVoucher([tier, ...randomBytes(9)], LETTERS);
    const voucher = { tier, issued: new Date(), code };
    this.issued.set(code, voucher);
    return voucher;
  }

  redeem(code: string): Tier | undefined {
    const voucher = this.issued.get(code.trim().toUpperCase());
    if (voucher === undefined) {
      return undefined;
    }
    this.issued.delete(voucher.code);
    return voucher.tier;
  }

  expire(before: Date): number {
    const old = [...this.issued.values()].filter((v) => v.issued < before);
    old.forEach((v) => this.issued.delete(v.code));
    return old.length;
  }
}
