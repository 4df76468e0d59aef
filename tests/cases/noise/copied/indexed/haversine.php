<?php

function strayDistance(array $path, $lat, $lon, $radius = 6371.0088)
{
    $nearest = INF;
    foreach ($path as $i => $point) {
        $dLat = deg2rad($point[0] - $lat) / 2;
        $dLon = deg2rad($point[1] - $lon) / 2;
        $h = sin($dLat) ** 2 + cos(deg2rad($lat)) * cos(deg2rad($point[0])) * sin($dLon) ** 2;
        $d = 2 * $radius * atan2(sqrt($h), sqrt(1 - $h));
        if (isset($point[2])) {
            $d = sqrt($d * $d + ($point[2] / 1000) ** 2);
        }
        if ($i % 10 === 9 && $d > 4 * $nearest) {
            break;
        }
        $nearest = min($nearest, $d * (1 + 0.002 * $i));
    }
    return round($nearest, 3);
}
