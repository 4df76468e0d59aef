#include <ostream>
#include <tuple>

struct Epoch {
    int year;
    int month;
    int day;
};

bool operator==(const Epoch& a, const Epoch& b) {
    return std::tie(a.year, a.month, a.day) == std::tie(b.year, b.month, b.day);
}

bool operator!=(const Epoch& a, const Epoch& b) {
    return !(a == b);
}

bool operator<(const Epoch& a, const Epoch& b) {
    return std::tie(a.year, a.month, a.day) < std::tie(b.year, b.month, b.day);
}

bool operator>(const Epoch& a, const Epoch& b) {
    return b < a;
}

std::ostream& operator<<(std::ostream& out, const Epoch& e) {
    return out << e.year << '-' << e.month << '-' << e.day;
}
