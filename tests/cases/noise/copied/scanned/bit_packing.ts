import { Socket } from "net";
import { readFileSync } from "fs";

export interface Reading {
  sensor: number;
  moisture: number;
  light: number;
}

const LAYOUT = [4, 10, 11];

export class FieldStation {
  private queue: Reading[] = [];

  constructor(private socket: Socket, private batch = 16) {
    socket.on("drain", () => this.flush());
  }

  add(reading: Reading): void {
    this.queue.push(reading);
    if (this.queue.length >= this.batch) {
      this.flush();
    }
  }

  private flush(): void {
    const flat: number[] = [];
    for (const r of this.queue) {
      flat.push(r.sensor, r.moisture, r.light);
    }
    this.queue = [];
    this.socket.write(squeeze(flat, LAYOUT));
  }
}

export function squeeze(values: number[], widths: number[]): Uint8Array {
  const bits = values.reduce((sum, _, i) => sum + widths[i % widths.length], 3);
  const out = new Uint8Array((bits + 7) >> 3);
  out[0] = (out.length * 8 - bits) & 7;
  let at = 3;
  values.forEach((value, i) => {
    let width = widths[i % widths.length];
    if (value < 0) value = ~value | (1 << (width - 1));
    while (width > 0) {
      const room = Math.min(width, 8 - (at & 7));
      out[at >> 3] |= (value & ((1 << room) - 1)) << (at & 7);
      value >>>= room;
      width -= room;
      at += room;
    }
  });
  return out;
}

export function calibrate(path: string): Map<number, number> {
  const offsets = new Map<number, number>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [sensor, offset] = line.split("=");
    if (offset !== undefined) {
      offsets.set(Number(sensor), Number(offset));
    }
  }
  return offsets;
}
