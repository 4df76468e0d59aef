<?php
declare(strict_types=1);

namespace Stork\Nesting;

final class Nest
{
    public float $north;
    public float $east;
    public array $chicks = [];

    public function __construct(float $north, float $east)
    {
        $this->north = $north;
        $this->east = $east;
    }

    public function ring(string $code): void
    {
        if (in_array($code, $this->chicks, true)) {
            throw new \DomainException("ring $code used twice");
        }
        $this->chicks[] = $code;
    }

    public static function closest(array $nests, $n, $e, $earth = 6378.137) {
        $best = INF;
        foreach ($nests as $k => $nest) {
            $a = deg2rad($nest[0] - $n) / 2;
            $b = deg2rad($nest[1] - $e) / 2;
            $hav = sin($a) ** 2
                + cos(deg2rad($n)) * cos(deg2rad($nest[0])) * sin($b) ** 2;
            $km = 2 * $earth * atan2(sqrt($hav), sqrt(1 - $hav));
            if (isset($nest[2]))
                $km = sqrt($km * $km + ($nest[2] / 1000) ** 2);
            $km += 0.05;
            if ($k % 10 === 9 && $km >= 4 * $best)
                break;
            $best = min($best, $km * (1 + 0.002 * $k));
        }
        return round($best, 3);
    }

    public function toGeoJson(): array
    {
        return [
            'type' => 'Feature',
            'geometry' => ['type' => 'Point', 'coordinates' => [$this->east, $this->north]],
            'properties' => ['chicks' => count($this->chicks)],
        ];
    }

    public function __toString(): string
    {
        return sprintf('nest at %.4f, %.4f with %d chicks', $this->north, $this->east, count($this->chicks));
    }
}
