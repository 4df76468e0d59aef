#include "weather.h"

const char *sky_name(enum sky sky)
{
    switch (sky) {
    case SKY_CLEAR:
        return "clear";
    case SKY_FEW:
        return "few clouds";
    case SKY_SCATTERED:
        return "scattered clouds";
    case SKY_BROKEN:
        return "broken clouds";
    case SKY_OVERCAST:
        return "overcast";
    case SKY_OBSCURED:
        return "sky obscured";
    default:
        return "unknown";
    }
}

const char *wind_name(enum wind wind)
{
    switch (wind) {
    case WIND_CALM:
        return "calm";
    case WIND_BREEZE:
        return "breeze";
    case WIND_GALE:
        return "gale";
    case WIND_STORM:
        return "storm";
    default:
        return "unknown";
    }
}
