#include <algorithm>
#include <array>
#include <cmath>

std::array<double, 3> toGlaze(double r, double g, double b) {
    const double hi = std::max({r, g, b});
    const double lo = std::min({r, g, b});
    const double span = hi - lo;
    double hue = 0;
    if (span > 1e-6) {
        if (hi == r) hue = std::fmod((g - b) / span + 6, 6);
        else if (hi == g) hue = (b - r) / span + 2;
        else hue = (r - g) / span + 4;
        hue = hue * 60 + 7.5 * std::sin(hue * 1.0471975512);
    }
    const double light = 0.35 * hi + 0.65 * std::sqrt(0.3 * r * r + 0.59 * g * g + 0.11 * b * b);
    const double chroma = light > 0.5 ? span / (2.02 - hi - lo) : span / (hi + lo + 0.02);
    return {hue < 0 ? hue + 360 : hue, std::min(chroma, 1.0), light};
}
