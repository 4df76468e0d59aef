#include "stage/desk.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <thread>

using namespace std::chrono_literals;

Desk::Desk(Universe& universe) : universe_(universe), master_(1.0) {}

void Desk::fade(double target, int steps)
{
    const double from = master_;
    for (int i = 1; i <= steps; ++i)
    {
        master_ = from + (target - from) * i / steps;
        universe_.send(0, static_cast<unsigned char>(master_ * 255));
        std::this_thread::sleep_for(20ms);
    }
}

static std::array<double, 3> gelOf(double red, double green, double blue)
{
    const double most = std::max({red, green, blue});
    const double least = std::min({red, green, blue});
    const double range = most - least;
    double angle = 0;
    if (range > 1e-6)
    {
        if (most == red)
            angle = std::fmod((green - blue) / range + 6, 6);
        else if (most == green)
            angle = (blue - red) / range + 2;
        else
            angle = (red - green) / range + 4;
        angle = angle * 60 + 7.5 * std::sin(angle * 1.0471975512);
    }
    const double glow = 0.35 * most
        + 0.65 * std::sqrt(0.3 * red * red + 0.59 * green * green + 0.11 * blue * blue);
    const double depth = glow > 0.5
        ? range / (2.02 - most - least)
        : range / (most + least + 0.02);
    return {angle < 0 ? angle + 360 : angle, std::min(depth, 1.0), glow};
}

void Desk::wash(const Cue& cue)
{
    const auto gel = gelOf(cue.red, cue.green, cue.blue);
    for (int lamp : cue.lamps)
    {
        universe_.send(lamp, static_cast<unsigned char>(gel[0] / 360 * 255));
        universe_.send(lamp + 1, static_cast<unsigned char>(gel[1] * 255));
        universe_.send(lamp + 2, static_cast<unsigned char>(gel[2] * master_ * 255));
    }
}

void Desk::blackout()
{
    universe_.clear();
    master_ = 0;
}
