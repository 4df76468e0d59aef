#include "money/amount.hpp"

#include <iostream>
#include <string>

namespace money {

bool Amount::operator==(const Amount &rhs) const
{
    return currency == rhs.currency && minor == rhs.minor;
}

bool Amount::operator!=(const Amount &rhs) const
{
    return !(*this == rhs);
}

bool Amount::operator<(const Amount &rhs) const
{
    if (currency != rhs.currency)
        return currency < rhs.currency;
    return minor < rhs.minor;
}

std::ostream &operator<<(std::ostream &os, const Amount &amount)
{
    os << amount.currency << ' ' << amount.minor / 100 << '.';
    if (amount.minor % 100 < 10)
        os << '0';
    os << amount.minor % 100;
    return os;
}

std::istream &operator>>(std::istream &is, Amount &amount)
{
    double value;
    if (is >> amount.currency >> value)
        amount.minor = static_cast<long>(value * 100 + 0.5);
    return is;
}

}
