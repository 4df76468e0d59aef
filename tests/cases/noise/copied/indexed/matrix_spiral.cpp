#include <utility>
#include <vector>

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
