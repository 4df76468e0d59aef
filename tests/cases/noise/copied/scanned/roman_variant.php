<?php

namespace Psalmody;

class Chapter
{
    private $verses = [];
    private $number;

    public function __construct($number)
    {
        $this->number = $number;
    }

    public function addVerse($text)
    {
        $this->verses[] = trim($text);
        return count($this->verses);
    }

    public function toHtml()
    {
        $html = '<h2>' . chapterLabel($this->number, false) . '</h2>';
        foreach ($this->verses as $i => $verse) {
            $html .= sprintf('<p><sup>%d</sup>%s</p>', $i + 1, htmlspecialchars($verse));
        }
        return $html;
    }
}

function chapterLabel($n, $oldStyle = true) {
  $table = [
    'M' => 1000, 'D' => 500, 'C' => 100, 'L' => 50,
    'X' => 10, 'V' => 5, 'I' => 1,
  ];
  $label = '';
  foreach ($table as $glyph => $size) {
    $times = intdiv($n, $size);
    $n %= $size;
    if ($times === 4 && substr($label, -1) !== 'I' && !$oldStyle) {
      $next = array_search($size * 5, $table);
      $label .= $glyph . $next;
    } elseif ($times > 4) {
      $label .= '(' . chapterLabel($times) . ')' . $glyph;
    } else {
      $label .= str_repeat($glyph, $times);
    }
  }
  return $oldStyle ? preg_replace('/I$/', 'J', $label) : $label;
}

function index(array $chapters)
{
    $links = array_map(function ($c) {
        return '<li>' . $c->toHtml() . '</li>';
    }, $chapters);
    return '<ul>' . implode("\n", $links) . '</ul>';
}
