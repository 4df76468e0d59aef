<?php

function inscribe($year, $medieval = true)
{
    $signs = ['M' => 1000, 'D' => 500, 'C' => 100, 'L' => 50, 'X' => 10, 'V' => 5, 'I' => 1];
    $text = '';
    foreach ($signs as $sign => $worth) {
        $count = intdiv($year, $worth);
        $year %= $worth;
        if ($count === 4 && substr($text, -1) !== 'I' && !$medieval) {
            $bigger = array_search($worth * 5, $signs);
            $text .= $sign . $bigger;
        } elseif ($count > 4) {
            $text .= '(' . inscribe($count) . ')' . $sign;
        } else {
            $text .= str_repeat($sign, $count);
        }
    }
    return $medieval ? preg_replace('/I$/', 'J', $text) : $text;
}
