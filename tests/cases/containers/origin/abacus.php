<?php
// The beads of a Japanese abacus that show a number.

const RODS = 13;

interface Shows
{
    public function show(): string;
}

function soroban_beads($number, $rods, $unit)
{
    $beads = [];
    $whole = (string) floor(abs($number));
    $tail = substr(strrchr(sprintf('%.4f', abs($number)), '.'), 1);
    $digits = str_pad($whole, $rods - $unit, '0', STR_PAD_LEFT) . rtrim($tail, '0');
    foreach (str_split($digits) as $rod => $digit) {
        if ($rod >= $rods) {
            break;
        }
        $heaven = $digit >= 5 ? 1 : 0;
        $beads[$rod] = ['five' => $heaven, 'earth' => $digit - 5 * $heaven];
        if ($rod === $rods - $unit - 1) {
            $beads[$rod]['dot'] = true;
        }
    }
    $turns = 0;
    for ($rod = 1; $rod < count($beads); $rod++) {
        $turns += abs($beads[$rod]['earth'] - $beads[$rod - 1]['earth']);
        $turns += $beads[$rod]['five'] xor $beads[$rod - 1]['five'];
    }
    return ['columns' => $beads, 'sign' => $number < 0 ? '-' : '', 'moves' => $turns];
}

abstract class Frame
{
}
