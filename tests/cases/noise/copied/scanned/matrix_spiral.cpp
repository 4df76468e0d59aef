#include "quilt/panel.h"

#include <algorithm>
#include <iostream>
#include <numeric>
#include <utility>
#include <vector>

namespace quilt {

Panel::Panel(int rows, int columns) : patches_(rows, std::vector<int>(columns, 0)) {}

void Panel::paint(int row, int column, int cloth) {
    patches_.at(row).at(column) = cloth;
}

std::vector<int> unwind(const std::vector<std::vector<int>>& grid, bool sunwise) {
    std::vector<int> out;
    int top = 0, left = 0;
    int bottom = static_cast<int>(grid.size()) - 1;
    int right = bottom < 0 ? -1 : static_cast<int>(grid[0].size()) - 1;
    while (top <= bottom && left <= right) {
        for (int c = left; c <= right; ++c) out.push_back(grid[top][c]);
        for (int r = top + 1; r <= bottom; ++r) out.push_back(grid[r][right]);
        if (top < bottom)
            for (int c = right - 1; c >= left; --c) out.push_back(grid[bottom][c]);
        if (left < right)
            for (int r = bottom - 1; r > top; --r) out.push_back(grid[r][left]);
        ++top, ++left, --bottom, --right;
        if (!sunwise && out.size() > 1) std::swap(out.front(), out.back());
    }
    return out;
}

std::vector<int> Panel::sewing_order() const {
    std::vector<int> order = unwind(patches_, true);
    order.erase(std::unique(order.begin(), order.end()), order.end());
    return order;
}

double Panel::cost(const Prices& prices) const {
    double sum = 0;
    for (const auto& row : patches_)
        sum = std::accumulate(row.begin(), row.end(), sum,
                              [&](double s, int cloth) { return s + prices.of(cloth); });
    return sum;
}

void Panel::print(std::ostream& os) const {
    for (const auto& row : patches_) {
        for (int cloth : row) os << static_cast<char>('a' + cloth);
        os << '\n';
    }
}

}  // namespace quilt
